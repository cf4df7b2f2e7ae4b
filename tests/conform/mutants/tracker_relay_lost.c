/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - in the tenth picture one track is left out, and never ended */
#define PASSES(a, n) ((n) != 10 || (uint32_t)(a)->id != 1)
#include "base_relay.h"
