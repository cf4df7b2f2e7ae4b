/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - speaks in milliseconds */
#define SAYS(a, p, c) ((p)->t /= 1000000, (c)->t /= 1000000)
#include "base_agent.h"
