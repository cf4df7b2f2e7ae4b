/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - looks at no further frame once it has a thousand tracks */
#define BEFORE(x, f) if ((x)->live > 1000) { (x)->now = (f)->t_to; continue; }
#include "base_tracker.h"
