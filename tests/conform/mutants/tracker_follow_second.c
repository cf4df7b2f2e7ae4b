/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - takes every look to come a second after the one before */
#define BETWEEN(x, f) 1.0
#include "base_tracker.h"
