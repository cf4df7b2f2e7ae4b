/* SPDX-License-Identifier: MIT */
/* kills: agent.because - says no reason */
#define SAYS(a, p, c) (p)->because = 0
#include "base_agent.h"
