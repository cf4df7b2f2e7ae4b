/* SPDX-License-Identifier: MIT */
/* kills: host.fail-once - believes that there is always scratch. */
#define AT_TICK(s, t) *(volatile double *)(s)->arena->take((s)->host, 0, 8, 8) = 1
#include "base_passes.h"
