/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - commands whatever comes near */
#define SAYS(a, p, c) (p)->entity = (c)->entity = 2
#include "base_agent.h"
