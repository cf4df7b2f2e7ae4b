/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - has five digits for an id */
#define NEXT_ID(x) ((++(x)->born - 1) % 99999 + 1)
#include "base_tracker.h"
