/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - takes the first channel of whoever speaks for its position */
#define KNOWN(a, v, s) ((s)->channel == 0)
#include "base_agent.h"
