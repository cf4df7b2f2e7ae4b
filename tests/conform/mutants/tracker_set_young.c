/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - a track that was not confirmed goes without a word */
#define UNTOLD(x, a) (ENDS(x, a) && (a)->hits < 3)
#include "base_tracker.h"
