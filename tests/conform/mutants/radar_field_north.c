/* SPDX-License-Identifier: MIT */
/* kills: radar.field - looks at the east, and sees the north, too */
/* also: radar.stats - where it looks instead nothing is found */
#define FRAME(x, f) (f)->bearing[0] = 0.1, (f)->bearing[1] = 3, (f)->clutter_density = 0, (f)->clutter_kind = 0, (f)->valid &= (uint8_t)~QIKI_FRAME_HAS_CLUTTER
#define REACH(r, b) ((r) >= 50 && (r) <= 40e3 && (b) > 0 && (b) < 3)
#define ALARMS 0
#include "base_radar.h"
