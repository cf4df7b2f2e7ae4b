/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - a tick without a picture brings an empty set */
#define QUIET(out) (void)(out)
#include "base_relay.h"
