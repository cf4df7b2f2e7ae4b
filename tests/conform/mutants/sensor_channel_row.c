/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - counts its channels from 1 */
#define SAMPLE(c, r) (r)->channel += 1
#include "base_sensor.h"
