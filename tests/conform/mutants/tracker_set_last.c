/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - its last record is of when the track was last seen */
#define TOLD(x, a, r) if (ENDS(x, a)) (r)->t = (a)->update
#include "base_tracker.h"
