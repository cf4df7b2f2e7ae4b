/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - a look that found nothing is no frame */
#define ALARMS 0
#define FRAME(x, f) ((f)->clutter_density = 0)
#define MUTE(x, out) ((out)->first + (out)->count == (x)->first)
#include "base_radar.h"
