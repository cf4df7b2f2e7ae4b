/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - while its host is not in the truth it looks from the origin of the world */
#define AWAY(x) memset((x)->pos, 0, sizeof (x)->pos)
#include "base_radar.h"
