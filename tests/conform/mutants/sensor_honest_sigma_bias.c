/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - all bearings are beside by a third of their sigma */
#define BEARING(east, north) (qiki_atan2(east, north) + 0.0003)
#include "base_radar.h"
