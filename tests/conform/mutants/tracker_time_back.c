/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a late frame turns the clock of all tracks back */
#define LATE(x, f) ((x)->now > 0 && (f)->t_to < (x)->now - 1500000000)
#include "base_tracker.h"
