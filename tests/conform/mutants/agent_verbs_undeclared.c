/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - commands a verb that it does not declare */
#define VERB "hover"
#include "base_charge_agent.h"
