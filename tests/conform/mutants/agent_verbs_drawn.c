/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - divides by a parameter, and should multiply: the same where that is 1, its default */
#define ANGLE(a, b) ((b) / (a)->share)
#include "base_agent.h"
