/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command is DONE after five ticks, and one whose place another takes never */
#define OBEY(b, x) (memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->last = (x)->id, (b)->goes = 5)
#include "base_vehicle_done.h"
