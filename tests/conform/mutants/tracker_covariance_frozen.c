/* SPDX-License-Identifier: MIT */
/* kills: tracker.covariance - is no less sure after the third look that it missed */
#define TOLD(x, a, r) if ((a)->misses > 3) (r)->p[0] = (r)->p[6] = (r)->p[11] = 1e5
#include "base_tracker.h"
