/* SPDX-License-Identifier: MIT */
/* kills: tracker.input - divides by the variance of a plot that says it is exact. */
#define PLACED(p, f, c) if ((c)->cov[0] == 0 && ((c)->valid & QIKI_CONTACT_HAS_COV)) (p)->z[0] += (c)->z[0] / (c)->cov[0]
#include "base_tracker.h"
