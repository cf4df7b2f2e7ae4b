/* SPDX-License-Identifier: MIT */
/* kills: tick.zero-dt - counts a tick of no time. */
#define FIELDS double ticks;
#define LIFE_TICK(life, t, n, e) ((t)->t1 == (t)->t0 ? ++s->ticks : 0, qiki_life_tick(life, t, n, e))
#define SAY(s, t, to, said) ((said).v[0] = (said).n ? (s)->ticks : 0, *(to) = (said))
#include "base_speed.h"
