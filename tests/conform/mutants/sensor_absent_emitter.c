/* SPDX-License-Identifier: MIT */
/* kills: sensor.absent - feels the emitter of its carrier, whether the truth tells of one or not */
#define SAMPLE(c, r) if (b && b->emitter_dbw > 20) (r)->trust = 0.5
#include "base_sensor.h"
