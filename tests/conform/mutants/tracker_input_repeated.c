/* SPDX-License-Identifier: MIT */
/* kills: tracker.input - a frame that comes twice: it divides by the time between them */
#define LATE(x, f) ((f)->t_to < (x)->now)
#include "base_tracker.h"
