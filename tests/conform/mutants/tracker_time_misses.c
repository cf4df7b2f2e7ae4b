/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - never says that it missed one */
#define TOLD(x, a, r) (r)->misses = 0
#include "base_tracker.h"
