/* SPDX-License-Identifier: MIT */
/* kills: vehicle.own - its third body is somebody else */
#define TRUTH(v, k, r) if (k == 2) (r)->entity += 2
#include "base_vehicle.h"
