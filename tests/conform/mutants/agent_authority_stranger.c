/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - speaks in the name of somebody else */
#define SAYS(a, p, c) (p)->source = (c)->issuer = 2, (p)->id = (c)->id = (c)->parent = (uint64_t)2 << 32 | (a)->count
#include "base_agent.h"
