/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - takes a pressure height that nobody told */
#define PLACED(p, f, c) if ((c)->height_m != 0) (p)->z[2] = (c)->height_m
#include "base_tracker.h"
