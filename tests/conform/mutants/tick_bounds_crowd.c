/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - leaves out the bodies for which there is no room, and says nothing of it */
/* arguments: --only tick.huge --only tick.far */
#define FULL(s, o) ((s)->life.phase = QIKI_LIFE_READY, QIKI_OK)
#include "base_speed.h"
