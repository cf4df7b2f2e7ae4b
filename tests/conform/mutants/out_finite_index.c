/* SPDX-License-Identifier: MIT */
/* kills: out.finite - takes the number of the instance for that of its carrier */
#define ABOUT(x) (x)->index
#include "base_sensor.h"
