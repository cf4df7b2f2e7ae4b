/* SPDX-License-Identifier: MIT */
/* kills: life.isolated - keeps its step outside of the instance, so that the one that is configured last rules both. */
static double step;
#define IN_CONFIGURE(s) step = s->step
#define IN_TICK(s, t) s->step = step
#include "base.h"
