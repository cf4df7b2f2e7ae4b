/* SPDX-License-Identifier: MIT */
/* kills: sensor.absent - guesses from the rate that nobody tells how the carrier feels */
#define SAMPLE(c, r) if (b && b->rate[1] < -0.5) (r)->trust = 0.5
#include "base_sensor.h"
