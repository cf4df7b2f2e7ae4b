/* SPDX-License-Identifier: MIT */
/* kills: bridge.replay - the sensor of its file hears that it is there, and in a replay it is not */
static volatile double seen;
#define SEEN(truth) (seen = 1 + ((truth)->pos[0] > 0))
#define SPY_SPEAKS
#include "spy.h"
#define SAMPLE(c, r) if (seen != 0 && (r)->trust != 0) (r)->trust = 0.5
#include "base_sensor.h"
