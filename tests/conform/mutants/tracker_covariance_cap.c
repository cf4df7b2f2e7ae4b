/* SPDX-License-Identifier: MIT */
/* kills: tracker.covariance - after 20 s without a contact it gets no less sure */
#define ENDS(x, a) ((x)->now - (a)->update > 40000000000)
#define TOLD(x, a, r) if ((r)->p[0] > 400 + 1e4 * 400) (r)->p[0] = (r)->p[6] = (r)->p[11] = 400 + 1e4 * 400
#include "base_tracker.h"
