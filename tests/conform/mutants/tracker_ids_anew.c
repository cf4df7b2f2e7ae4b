/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - begins to count anew when the picture is empty */
#define NEXT_ID(x) ((x)->live ? ++(x)->born : ((x)->born = 1))
#include "base_tracker.h"
