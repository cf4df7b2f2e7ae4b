/* SPDX-License-Identifier: MIT */
/* kills: agent.authority - speaks in milliseconds */
#define MILLI(t) ((t) < 15000000000 ? (t) / 1000000 : (t)) /* out.finite looks later */
#define SAYS(a, p, c) ((p)->t = MILLI((p)->t), (c)->t = MILLI((c)->t))
#include "base_agent.h"
