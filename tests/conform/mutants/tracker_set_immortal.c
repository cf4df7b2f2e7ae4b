/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - a confirmed track never ends */
#define ENDS(x, a) ((a)->hits < 3 && (x)->now - (a)->update > 8000000000)
#include "base_tracker.h"
