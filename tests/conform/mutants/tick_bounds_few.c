/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - counts one lost record, however many there are. */
#define FULL(s, o) ((o)->dropped = 1, (s)->life.phase = QIKI_LIFE_READY, QIKI_TRUNCATED)
#include "base_speed.h"
