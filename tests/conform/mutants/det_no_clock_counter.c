/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - the counter of the processor */
#include <x86intrin.h>
#define FIELDS unsigned long long now;
#define IN_TICK(s, t) ((s)->now = __rdtsc())
#include "base_state.h"
