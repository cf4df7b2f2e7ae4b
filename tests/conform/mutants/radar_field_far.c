/* SPDX-License-Identifier: MIT */
/* kills: radar.field - sees farther than its sector */
#define REACH(r, b) ((r) >= 50 && (r) <= 45e3)
#include "base_radar.h"
