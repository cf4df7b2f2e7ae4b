/* SPDX-License-Identifier: MIT */
/* kills: life.isolated - remembers outside of the instance what it worked out for this tick */
/* arguments: --only thread.hop */
#define IN_TICK(s, t) do { if ((t)->seq != of) of = (t)->seq, worked_out = (s)->way; } while (0)
#define VALUE(s, t) worked_out
static unsigned long of = -1ul;
static double worked_out;
#include "base_state.h"
