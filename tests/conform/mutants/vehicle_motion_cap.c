/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - of a long tick it moves five seconds */
#define MOVED(v, k, dt) for (int i = 0; i < 3 && dt > 5; ++i) (v)->now[k].pos[i] -= (v)->now[k].vel[i] * (dt - 5)
#include "base_vehicle.h"
