/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - calls a rate an angle, which goes beyond a turn */
#define UNIT "rad"
#include "base_sensor.h"
