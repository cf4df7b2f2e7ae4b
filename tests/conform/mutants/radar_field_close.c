/* SPDX-License-Identifier: MIT */
/* kills: radar.field - sees a little farther than its sector */
#define REACH(r, b) ((r) >= 50 && (r) <= 40.5e3)
#include "base_radar.h"
