/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - takes the charge of any other craft for that of its own */
#define MINE(a, s) 1
#include "base_charge_agent.h"
