/* SPDX-License-Identifier: MIT */
/* kills: vehicle.own - numbers its bodies from 1, whatever it was given */
#define TRUTH(v, k, r) (r)->entity = (k) + 1
#include "base_vehicle.h"
