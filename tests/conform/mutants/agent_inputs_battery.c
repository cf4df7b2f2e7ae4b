/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - listens to the first battery alone */
#define HEARD(i) ((i) == 0)
#include "base_charge_agent.h"
