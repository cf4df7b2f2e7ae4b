/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - leaves out what it does not know */
#define ANSWERED(c, r) knows(v, c)
#include "base_vehicle.h"
