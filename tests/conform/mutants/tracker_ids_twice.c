/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - two tracks that are born in one look are one */
#define NEXT_ID(x) ((x)->born += (x)->seq++ % 8 != 3)
#include "base_tracker.h"
