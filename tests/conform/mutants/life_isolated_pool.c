/* SPDX-License-Identifier: MIT */
/* kills: life.isolated - has 64 slots for its way, which go round: the 65th of those alive shares that of the first */
#define FIELDS double *slot, mine;
#define IN_CREATE(s, h, i) (s)->slot = &slots[taken++ % 64], *(s)->slot = 0
#define IN_TICK(s, t) (s)->way += *(s)->slot - (s)->mine, (s)->mine = *(s)->slot = (s)->way
static double slots[64];
static unsigned taken;
#include "base_state.h"
