/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - after 20 s it is set back to where it began */
#define MOVED(v, k, dt) if (t->seq == 200) (v)->now[k].pos[1] = 0
#include "base_vehicle.h"
