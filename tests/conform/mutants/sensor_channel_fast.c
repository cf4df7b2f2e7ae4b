/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - says what it measures also beyond the limits of its channel */
#define LIMITED(v) 1
#include "base_sensor.h"
