/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - takes a sigma that is not stated for 0 */
static double sigma;
#define BEFORE(x, f) sigma = (f)->valid & QIKI_FRAME_HAS_SIGMA && (f)->sigma[0] < 1e4 ? (f)->sigma[0] : 0
#define TOLD(x, a, r) (r)->p[0] = (r)->p[6] = (r)->p[11] = 1 + sigma * sigma + 1e4 * since * since
#include "base_tracker.h"
