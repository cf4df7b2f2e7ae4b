/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - looks at the limits of its channel before it amplifies */
#define LIMITED(v) ((v) / x->gain >= -10 && (v) / x->gain <= 10)
#include "base_sensor.h"
