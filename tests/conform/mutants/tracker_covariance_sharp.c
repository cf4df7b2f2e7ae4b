/* SPDX-License-Identifier: MIT */
/* kills: tracker.covariance - correlations that cannot be all at once */
#define TOLD(x, a, r) if ((a)->hits > 100) (r)->p[1] = (r)->p[2] = 0.9 * (r)->p[0], (r)->p[7] = -0.9 * (r)->p[0]
#include "base_tracker.h"
