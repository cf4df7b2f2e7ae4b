/* SPDX-License-Identifier: MIT */
/* kills: load.environment - makes denormals zero in a tick, for everybody after it. */
#include <xmmintrin.h>
#define IN_TICK(s, t) _mm_setcsr(_mm_getcsr() | 0x8040)
#include "base.h"
