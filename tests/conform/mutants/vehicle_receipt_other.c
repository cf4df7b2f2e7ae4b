/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a receipt names another command */
#define ANSWERED(c, r) ((r)->command += (r)->command % 7 == 3, 1)
#include "base_vehicle.h"
