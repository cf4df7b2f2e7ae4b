/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - its errors are half as large again as it says */
#define ERROR(k) (1.5 * sigma[k])
#include "base_radar.h"
