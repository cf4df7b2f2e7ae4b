/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - up to 19 m/s a command is DONE at once, beyond that later, and one whose place another takes never */
#define OBEY(b, x) (memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->last = (x)->id, (b)->goes = 1 + (uint64_t)((x)->arg[0] * (x)->arg[0] / 400))
#include "base_vehicle_done.h"
