/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - a covariance that is none, though each correlation is below 1 */
#define TOLD(r, n) ((r)->valid |= QIKI_TRACK_HAS_COV, (r)->p[0] = (r)->p[6] = (r)->p[11] = 400, (r)->p[1] = (r)->p[2] = 360, (r)->p[7] = -360)
#include "base_relay.h"
