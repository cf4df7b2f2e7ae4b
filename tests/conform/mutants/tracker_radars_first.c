/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - hears one of the radars */
#define HEARS(v) ((v)->producer < 3)
#include "base_tracker.h"
