/* SPDX-License-Identifier: MIT */
/* kills: det.crowd - draws false alarms by their row behind the bodies */
#define ALARM(x, count) (x)->next
#include "base_radar.h"
