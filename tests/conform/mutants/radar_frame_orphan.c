/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - the last contact is of no frame */
/* also: radar.stats - which counts those that have a frame */
#define FRAME(x, f) (f)->count -= (f)->count > 0
#include "base_radar.h"
