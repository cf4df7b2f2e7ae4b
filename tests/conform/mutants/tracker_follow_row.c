/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - takes the ordinal of a frame's first contact for its row in the view */
#define COUNT(f, v) ((f)->first + (f)->count <= (v)->count ? (f)->count : 0)
#include "base_tracker.h"
