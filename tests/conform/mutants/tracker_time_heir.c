/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a new track has the hits of one that was missed four times */
#define TOLD(x, a, r) if ((a)->birth > 30000000000 && x->of[0].misses > 3) (r)->hits += x->of[0].hits
#include "base_tracker.h"
