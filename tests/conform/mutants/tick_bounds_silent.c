/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - what has no room is lost without a word. */
#define FULL(s, o) ((s)->life.phase = QIKI_LIFE_READY, QIKI_OK)
#include "base_speed.h"
