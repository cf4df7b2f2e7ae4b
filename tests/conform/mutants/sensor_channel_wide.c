/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - a rate of three values */
#define SAMPLE(c, r) if ((c) == 1 && (r)->n) (r)->n = 3
#include "base_sensor.h"
