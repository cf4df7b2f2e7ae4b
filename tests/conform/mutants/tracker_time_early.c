/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a look elsewhere is a miss of a new track */
#define LOOKED(f, t) ((t)->hits < 3 || qiki_looked_at(f, (t)->x))
#include "base_tracker.h"
