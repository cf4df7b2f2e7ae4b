/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - what has ended coasts, and is gone without an end */
#define TOLD(r, n) ((r)->status = (r)->status == QIKI_TRACK_ENDED ? QIKI_TRACK_COASTING : (r)->status)
#include "base_relay.h"
