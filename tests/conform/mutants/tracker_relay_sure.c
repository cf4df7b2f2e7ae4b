/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - a covariance that is none */
#define TOLD(r, n) ((r)->valid |= QIKI_TRACK_HAS_COV, (r)->p[1] = (r)->p[0] + (r)->p[6])
#include "base_relay.h"
