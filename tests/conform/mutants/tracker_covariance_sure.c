/* SPDX-License-Identifier: MIT */
/* kills: tracker.covariance - is surer the longer it saw nothing */
#define TOLD(x, a, r) if ((a)->misses) (r)->p[0] = (r)->p[6] = (r)->p[11] = 400.0 / (1 + (a)->misses)
#include "base_tracker.h"
