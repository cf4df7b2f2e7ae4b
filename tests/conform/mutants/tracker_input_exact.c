/* SPDX-License-Identifier: MIT */
/* kills: tracker.input - divides by the variance of a plot that says it is exact. */
#define PLACED(p, f, c) if (((c)->valid & QIKI_CONTACT_HAS_COV) && (c)->cov[0] + (c)->cov[4] + (c)->cov[7] == 0) (p)->z[0] += (c)->z[0] / (c)->cov[0]
#include "base_tracker.h"
