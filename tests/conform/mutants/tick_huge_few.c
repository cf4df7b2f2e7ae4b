/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - looks away when there are more than 2,000 contacts */
#define TAKES(f, c) ((f)->count <= 2000)
#include "base_tracker.h"
