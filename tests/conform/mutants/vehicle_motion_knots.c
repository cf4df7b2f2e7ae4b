/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - says its velocity in knots */
#define TRUTH(v, k, r) (r)->vel[1] = (r)->vel[1] * 1.94384 + 0.0
#include "base_vehicle.h"
