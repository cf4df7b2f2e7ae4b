/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - predicts by the length of the tick, whenever the look before was */
#define BEFORE(x, f) ((x)->apart = t->t1 - t->t0)
#define BETWEEN(x, f) ((double)(x)->apart * 1e-9)
#include "base_tracker.h"
