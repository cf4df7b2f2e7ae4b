/* SPDX-License-Identifier: MIT */
/* kills: thread.hop - counts those who tick at once, and lets the number into its result. */
#include <sched.h>
#include <stdatomic.h>
static _Atomic int inside;
#define IN_TICK(s, t) do { \
    ++inside; \
    if ((t)->seq % 10 == 9 && (t)->seq < 20) for (int i = 0; inside < 2 && i < 100000; ++i) sched_yield(); /* long enough to meet the other */ \
    if (inside > 1) s->step += 1; \
    for (int i = 0; inside > 1 && i < 100000; ++i) sched_yield(); \
    --inside; \
} while (0)
#include "base.h"
