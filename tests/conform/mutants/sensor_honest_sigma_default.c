/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - states the variance of its default, whatever its parameter says */
#define PART {"part", "", "errors, in those of the default", NULL, NULL, QIKI_REAL, 0, 1, 0.01, 2}
#define ERROR(k) (sigma[k] * x->part)
#include "base_radar.h"
