/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - counts a look in another direction as one that missed it */
#define LOOKED(f, t) ((f)->flags & QIKI_FRAME_COMPLETE)
#include "base_tracker.h"
