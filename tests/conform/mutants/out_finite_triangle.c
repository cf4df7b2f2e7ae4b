/* SPDX-License-Identifier: MIT */
/* kills: out.finite - writes the lower triangle of a covariance, row by row, where the upper one belongs */
/* arguments: --only tick.far --only tick.poison-input --only tick.huge --only tracker.input --only tracker.covariance */
#define TOLD(x, a, r) do { \
    const double place = (r)->p[0], motion = (r)->p[20]; \
    (r)->p[6] = (r)->p[11] = (r)->p[15] = (r)->p[18] = 0; \
    (r)->p[2] = (r)->p[5] = place, (r)->p[9] = (r)->p[14] = motion; \
} while (0)
#include "base_tracker.h"
