/* SPDX-License-Identifier: MIT */
/* kills: radar.physics - range rate is positive for what closes, among many false alarms */
#define RATE(v) -(v)
#define ALARMS 30
#define FRAME(x, f) (f)->clutter_density *= 6
#include "base_radar.h"
