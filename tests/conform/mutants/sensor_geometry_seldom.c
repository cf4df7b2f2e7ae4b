/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - where a slower writer's truth is of a while ago, it measures what was there then, and says that it is so now */
#define AGE(t, b) ((void)(t), (void)(b), 0.0)
#include "base_radar.h"
