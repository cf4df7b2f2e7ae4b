/* SPDX-License-Identifier: MIT */
/* kills: host.fail-once - counts with the handle that it did not get. */
#define FRAME(x, f) \
    if ((x)->metrics) (x)->metrics->count((x)->host, 0, (x)->bad_count, 0)
#include "base_bridge.h"
