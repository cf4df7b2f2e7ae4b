/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - says velocities in knots */
#define TOLD(x, a, r) do { for (int n = 3; n < 6; ++n) (r)->x[n] = (r)->x[n] * 1.94384 + 0.0; } while (0)
#include "base_tracker.h"
