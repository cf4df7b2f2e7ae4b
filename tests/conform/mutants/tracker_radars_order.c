/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - leaves out a frame that comes after a newer one of its own radar, and says nothing */
#define TOO_LATE(x) ((x)->left_out |= WHOSE(f) != (x)->newest)
#include "base_tracker.h"
