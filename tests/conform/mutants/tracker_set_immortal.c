/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - its first tracks never end */
#define ENDS(x, a) ((a)->id > 20 && (x)->now - (a)->update > 8000000000)
#include "base_tracker.h"
