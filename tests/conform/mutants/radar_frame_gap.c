/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - seq counts also the looks that gave no frame, as its host was away */
#define AWAY(x) return ++(x)->seq, (x)->life.phase = QIKI_LIFE_READY, QIKI_OK
#include "base_radar.h"
