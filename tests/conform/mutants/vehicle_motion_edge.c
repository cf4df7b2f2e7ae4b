/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - comes back in the west when it leaves the map in the east, where only a command takes it */
#define MOVED(v, k, dt) if ((v)->now[k].pos[0] > 200e3) (v)->now[k].pos[0] -= 400e3
#include "base_vehicle.h"
