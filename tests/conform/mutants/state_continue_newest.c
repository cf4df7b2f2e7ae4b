/* SPDX-License-Identifier: MIT */
/* kills: state.continue - does not save of when the newest frame was, by which it knows late ones */
#define LATE(x, f) ((f)->t_to < (x)->apart || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest))
#define BEFORE(x, f) ((x)->apart = (f)->t_to)
#include "base_tracker.h"
