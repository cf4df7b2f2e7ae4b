/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - uses an id for two commands */
#define SAYS(a, p, c) if ((a)->count % 2 == 0) (c)->id -= 1
#include "base_agent.h"
