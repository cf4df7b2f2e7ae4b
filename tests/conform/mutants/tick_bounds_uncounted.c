/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - says that records were lost, and does not count them. */
#define FULL(s, o) ((s)->life.phase = QIKI_LIFE_READY, QIKI_TRUNCATED)
#include "base_speed.h"
