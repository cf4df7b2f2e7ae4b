/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - says that its antenna stands still, while it rides along */
/* also: sensor.honest-sigma - its range rate is not that of body and antenna together */
#define FRAME(x, f) memset((f)->vel, 0, sizeof (f)->vel)
#include "base_radar.h"
