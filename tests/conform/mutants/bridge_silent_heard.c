/* SPDX-License-Identifier: MIT */
/* kills: bridge.silent - the sensor of its file hears that it is there */
static volatile double seen;
#define SEEN(truth) (seen = 1 + ((truth)->pos[0] > 0))
#include "spy.h"
#define SAMPLE(c, r) if (seen != 0 && (r)->trust != 0) (r)->trust = 0.5
#include "base_sensor.h"
