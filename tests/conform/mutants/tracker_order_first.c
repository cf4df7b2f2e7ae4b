/* SPDX-License-Identifier: MIT */
/* kills: tracker.order - the first contact in the frame is the first to be followed */
#define SORT(plots, n) (void)(plots)
#include "base_tracker.h"
