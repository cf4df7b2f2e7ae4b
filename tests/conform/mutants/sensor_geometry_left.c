/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - its bearings run the other way round */
#define BEARING(east, north) qiki_atan2(-(east), north)
#include "base_radar.h"
