/* SPDX-License-Identifier: MIT */
/* kills: out.finite - a vehicle that forgets the label of its answers */
#define ANSWERED(c, r) ((r)->label = 0, 1)
#include "base_vehicle.h"
