/* SPDX-License-Identifier: MIT */
/* kills: tracker.covariance - lets no variance be above 100 km^2, which is too few for the longest time that it takes */
#define TOLD(x, a, r) for (int i = 0; i < 12; ++i) if ((r)->p[i] > 1e8) (r)->p[i] = 1e8
#include "base_tracker.h"
