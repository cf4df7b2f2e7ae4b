/* SPDX-License-Identifier: MIT */
/* kills: state.continue - does not save which frame it has seen, by which it knows one that comes again */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->apart && WHOSE(f) == (x)->newest))
#define BEFORE(x, f) ((x)->apart = (f)->t_to)
#include "base_tracker.h"
