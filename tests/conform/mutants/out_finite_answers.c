/* SPDX-License-Identifier: MIT */
/* kills: out.finite - a vehicle that answers in nobody's name */
#define ANSWERED(c, r) ((r)->source = 0, 1)
#include "base_vehicle.h"
