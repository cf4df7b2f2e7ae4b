/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - each record is the first */
#define TRUTH(v, k, r) (r)->flags |= QIKI_TRUTH_CREATED
#include "base_vehicle.h"
