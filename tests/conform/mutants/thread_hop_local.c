/* SPDX-License-Identifier: MIT */
/* kills: thread.hop - keeps what it was configured with where only one thread finds it. */
#include <stdint.h>
static __thread struct { void *of; double step; } rows[65536];
#define ROW(s) rows[(uintptr_t)(s) / 16 % 65536]
#define IN_CONFIGURE(s) ROW(s).of = s, ROW(s).step = s->step
#define IN_TICK(s, t) s->step = ROW(s).of == s ? ROW(s).step : 0
#include "base.h"
