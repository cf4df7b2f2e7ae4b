/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - looks at a sector, and states the density of false alarms as if they came all around */
#define FRAME(x, f) (f)->clutter_density *= width(x) / (2 * QIKI_PI)
#include "base_radar.h"
