/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - without a frame it says that there are no tracks */
#define QUIET(x, out) (void)(out)
#include "base_tracker.h"
