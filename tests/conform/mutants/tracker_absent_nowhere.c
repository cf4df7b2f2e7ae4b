/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - a contact that says no place is one at the radar */
#define LACKS(c) 0
#include "base_tracker.h"
