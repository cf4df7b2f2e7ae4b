/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - a frame of a source that has told of this time is one that comes again, whatever its sensor */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && (f)->source == (x)->newest >> 16))
#include "base_tracker.h"
