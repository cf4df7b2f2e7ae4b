/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - counts all misses of its life */
#define HIT(t) (void)0
#include "base_tracker.h"
