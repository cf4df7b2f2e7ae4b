/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - measures from where its antenna is, and states where that will be a second later */
#define FRAME(x, f) for (int k = 0; k < 3; ++k) (f)->pos[k] += (x)->vel[k]
#include "base_radar.h"
