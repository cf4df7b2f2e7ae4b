/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - takes all contacts of a look to be of its end */
#define PASSED(x, p) 0.0
#include "base_tracker.h"
