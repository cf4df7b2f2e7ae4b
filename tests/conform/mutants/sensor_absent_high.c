/* SPDX-License-Identifier: MIT */
/* kills: sensor.absent - says 0 where it is too high to measure */
#define SAMPLE(c, r) if ((c) == 0 && (r)->v[2] > 15e3) memset((r)->v, 0, sizeof (r)->v)
#include "base_sensor.h"
