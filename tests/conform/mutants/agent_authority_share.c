/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - commands as an operator, if it shall turn by a share */
#define SAYS(a, p, c) if ((a)->share < 1) (c)->authority = QIKI_BY_OPERATOR
#include "base_agent.h"
