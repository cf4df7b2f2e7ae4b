/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - takes its craft for the first entity of all */
#define TO(a) 1
#include "base_charge_agent.h"
