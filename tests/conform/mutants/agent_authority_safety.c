/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - claims to be the safety system */
#define SAYS(a, p, c) (c)->authority = QIKI_BY_SAFETY
#include "base_agent.h"
