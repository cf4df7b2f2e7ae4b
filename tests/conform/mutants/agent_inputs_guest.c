/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - knows the position of the first writer by its name, and takes whatever any other says for one */
#define KNOWN(a, v, s) (i > 0 || ((a)->names && (a)->names->channel((a)->host, (v)->producer, "position") == (int32_t)(s)->channel))
#include "base_agent.h"
