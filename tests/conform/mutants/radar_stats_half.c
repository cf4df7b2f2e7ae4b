/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - states the pd of its default, whatever its parameter says */
#define PART {"part", "", "probability of detection", NULL, NULL, QIKI_REAL, 0, 0.9, 0, 1}
#define FINDS(r) x->part
#include "base_radar.h"
