/* SPDX-License-Identifier: MIT */
/* kills: tick.backwards - refuses a tick of the past, and counts it. */
/* also: reset.fresh state.none - what it counts is a state that it does not own up to */
#define FIELDS double ticks;
#define LIFE_TICK(life, t, n, e) ((t)->pass || (t)->t1 == (t)->t0 || (life)->phase != QIKI_LIFE_READY ? 0 : ++s->ticks, qiki_life_tick(life, t, n, e))
#define SAY(s, t, to, said) ((said).v[0] = (said).n ? (s)->ticks : 0, *(to) = (said))
#include "base_speed.h"
