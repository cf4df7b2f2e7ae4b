/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - takes its place for the middle of the world */
#define FRAME(x, f) memset((f)->pos, 0, sizeof (f)->pos), (f)->pos[2] = (x)->pos[2] + 0.0
#include "base_radar.h"
