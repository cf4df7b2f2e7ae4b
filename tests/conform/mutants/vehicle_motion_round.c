/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - comes back in the south when it leaves the map in the north */
#define MOVED(v, k, dt) if ((v)->now[k].pos[1] > 20e3) (v)->now[k].pos[1] -= 40e3
#include "base_vehicle.h"
