/* SPDX-License-Identifier: MIT */
/* kills: tick.backwards - does not look at the clock. */
#define LIFE_TICK(life, t, n, e) ((life)->last = (t)->pass || (life)->phase == QIKI_LIFE_MORE ? (life)->last : INT64_MIN, qiki_life_tick(life, t, n, e))
#include "base_speed.h"
