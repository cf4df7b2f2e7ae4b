/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - says the rate in milliradians */
#define SAMPLE(c, r) if ((c) == 1) (r)->v[0] = (r)->v[0] * 1000 + 0.0
#include "base_sensor.h"
