/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - takes a pressure height that nobody told */
#define PLACED(p, f, c) if ((c)->height_m != 0 && qiki_fabs((c)->height_m) < 1e5) (p)->z[2] = (c)->height_m
#include "base_tracker.h"
