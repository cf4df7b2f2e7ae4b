/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - counts from 5 */
#define SAYS(a, p, c) (p)->id += 4, (c)->id += 4, (c)->parent += 4
#include "base_agent.h"
