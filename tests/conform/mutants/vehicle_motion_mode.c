/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - of a crowd, all but the first move twice as fast as they say */
#define MOVED(v, k, dt) if ((k) > 0) for (int i = 0; i < 3; ++i) (v)->now[k].pos[i] += (v)->now[k].vel[i] * (dt)
#include "base_vehicle.h"
