/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - takes a hundred contacts of a look */
#define COUNT(f, v) ((f)->count < 100 ? (f)->count : 100)
#include "base_tracker.h"
