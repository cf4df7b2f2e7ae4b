/* SPDX-License-Identifier: MIT */
/* kills: agent.because - numbers its reasons by itself */
#define SAYS(a, p, c) (p)->because = 4711
#include "base_agent.h"
