/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - takes the first channel of a writer who has none of the name that it asks for */
#define CHANNEL(a, v) ((a)->names->channel((a)->host, (v)->producer, "charge") > 0 ? (a)->names->channel((a)->host, (v)->producer, "charge") : 0)
#include "base_charge_agent.h"
