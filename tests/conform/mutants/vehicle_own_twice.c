/* SPDX-License-Identifier: MIT */
/* kills: vehicle.own - its second body is the first again */
#define TRUTH(v, k, r) if (k == 1) (r)->entity -= 1
#include "base_vehicle.h"
