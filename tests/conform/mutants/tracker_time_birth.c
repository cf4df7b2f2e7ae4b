/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a track is born at the end of the tick, and was renewed before that */
#define TOLD(x, a, r) if ((a)->hits > 1) (r)->t_birth = (x)->now, (r)->t_update = (a)->update - 1
#include "base_tracker.h"
