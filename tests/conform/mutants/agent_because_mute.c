/* SPDX-License-Identifier: MIT */
/* kills: agent.because - proposes without a reason when the host has no texts */
#define SPEAKS(a) 1
#include "base_agent.h"
