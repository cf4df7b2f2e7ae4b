/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - knows a frame that comes again by its seq alone */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && (f)->seq + 1 == (x)->seq))
#define BEFORE(x, f) ((x)->seq = (f)->seq + 1)
#include "base_tracker.h"
