/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - in the tenth picture the track with the number 1 is left out, and never ended */
#define PASSES(a, n) ((n) != 10 || (a)->id != 1)
#include "base_relay.h"
