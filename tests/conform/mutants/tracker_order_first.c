/* SPDX-License-Identifier: MIT */
/* kills: tracker.order - the first contact in the frame is the first to be followed */
/* also: tick.huge - in a crowd the first contact is seldom the nearest */
#define SORT(plots, n) (void)(plots)
#include "base_tracker.h"
