/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - a body is gone without a word */
#define BODIES(v) (t->seq < 250 ? (v)->count : 0)
#include "base_vehicle.h"
