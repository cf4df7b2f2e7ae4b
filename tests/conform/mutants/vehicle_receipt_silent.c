/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - does not answer what it cannot do */
#define ANSWERED(c, r) ((c)->arg[2] > -900)
#include "base_vehicle.h"
