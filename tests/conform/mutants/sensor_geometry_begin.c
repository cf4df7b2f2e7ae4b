/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - measures bearings from where its sector begins */
#define MEASURED(x, b) ((b) - (x)->from)
#include "base_radar.h"
