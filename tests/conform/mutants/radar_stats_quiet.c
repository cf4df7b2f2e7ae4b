/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - promises five false alarms a look, and has four */
#define ALARMS 4
#include "base_radar.h"
