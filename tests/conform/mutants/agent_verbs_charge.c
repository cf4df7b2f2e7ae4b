/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - on what a channel of its own name says it commands what is over when the tick ends */
#define EXPIRES(t) (t)->t1
#include "base_charge_agent.h"
