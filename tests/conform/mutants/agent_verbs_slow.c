/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - commands that expire when they are said, and so only of one that turns by a share */
#define SAYS(a, p, c) (c)->expires = (a)->share < 1 ? (c)->t : 0
#include "base_agent.h"
