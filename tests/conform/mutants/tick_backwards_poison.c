/* SPDX-License-Identifier: MIT */
/* kills: tick.backwards - cannot go on once it has refused. */
#define FIELDS int bad;
#define LIFE_TICK(life, t, n, e) (s->bad |= (t)->t1 < (t)->t0, s->bad ? QIKI_E_TIME : qiki_life_tick(life, t, n, e))
#include "base_speed.h"
