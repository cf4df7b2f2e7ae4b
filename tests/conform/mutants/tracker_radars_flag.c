/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - a frame with QIKI_FRAME_LATE is left out, and nobody is told */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest) || (f)->flags & QIKI_FRAME_LATE)
#define TOO_LATE(x) ((x)->left_out |= !(f->flags & QIKI_FRAME_LATE))
#include "base_tracker.h"
