/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - takes whatever has three values for its position */
#define KNOWN(a, v, s) 1
#include "base_agent.h"
