/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - takes commands to each of its bodies, and only the first one ever moves by them */
#define OBEY(b, x) if ((b) == v->now) memcpy((b)->vel, (x)->arg, sizeof (b)->vel)
#include "base_vehicle.h"
