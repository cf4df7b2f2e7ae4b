/* SPDX-License-Identifier: MIT */
/* kills: state.continue - does not save that it has said how low a channel of its own name is */
#define KEEP_FROM count
#include "base_charge_agent.h"
