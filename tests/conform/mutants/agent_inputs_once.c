/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - asks the first writer for the row of its channel, and takes it for that of all others */
#define CHANNEL(a, v) ((a)->known ? (a)->known - 1 : ((a)->known = 1 + (a)->names->channel((a)->host, (v)->producer, "charge")) - 1)
#include "base_charge_agent.h"
