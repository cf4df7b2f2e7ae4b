/* SPDX-License-Identifier: MIT */
/* kills: tick.zero-dt - says all again in no time. */
#define LIFE_TICK(life, t, n, e) (s->now = *(t), s->now.t1 += (t)->t1 == (t)->t0, qiki_life_tick(life, &s->now, n, e))
#define FIELDS qiki_tick now;
#define SAY(s, t, to, said) ((said).t -= (s)->now.t1 != (t)->t1, *(to) = (said))
#include "base_speed.h"
