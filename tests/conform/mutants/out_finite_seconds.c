/* SPDX-License-Identifier: MIT */
/* kills: out.finite - says in seconds when it measured */
#define SAMPLE(c, r) (r)->t /= 1000000000
#include "base_sensor.h"
