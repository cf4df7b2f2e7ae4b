/* SPDX-License-Identifier: MIT */
/* kills: out.finite - forgets the label of its commands, so that the gate refuses every one */
#define SAYS(a, p, c) (c)->label = 0
#include "base_agent.h"
