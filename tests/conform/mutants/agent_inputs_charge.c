/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - lands its craft when a charge is low that is known to be measured wrongly */
#define BELIEVED(s) ((s)->label != QIKI_LABEL_NO_DATA)
#include "base_charge_agent.h"
