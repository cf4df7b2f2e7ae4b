/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - its range rate is that of the body alone, as if the antenna stood still */
#define RATE(v) ((v) + x->vel[k] * d[k] / z[0])
#include "base_radar.h"
