/* SPDX-License-Identifier: MIT */
/* kills: radar.alarms - makes all false alarms near the antenna */
#define CONTACT(x, c, b) if (!(b)) (c)->z[0] = near + ((c)->z[0] - near) / 4
#include "base_radar.h"
