/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - a value that it cuts at the upper limit is INVALID, one that it cuts at the lower limit is not */
#define RATE(b) ((b)->rate[2] < -10 / x->gain ? -10 / x->gain : (b)->rate[2])
#include "base_wary_sensor.h"
