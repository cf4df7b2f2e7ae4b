/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - draws by the last three bits of an entity, so every eighth body has the same errors */
#define WHO(x, b) ((b)->entity & 7)
#include "base_radar.h"
