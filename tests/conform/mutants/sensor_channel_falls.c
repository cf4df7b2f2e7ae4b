/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - knows the limits of its channel only while its carrier does not fall fast */
#define RATE(b) ((b)->vel[2] < -100 ? -20.0 : (b)->rate[2])
#define LIMITED(v) ((b && b->vel[2] < -100) || ((v) >= -10 && (v) <= 10))
#include "base_sensor.h"
