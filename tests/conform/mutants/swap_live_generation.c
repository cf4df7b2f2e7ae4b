/* SPDX-License-Identifier: MIT */
/* kills: swap.live - the next generation is another one */
#define IN_CREATE(s, h, i) ((s)->key ^= (i)->generation)
#include "base_state.h"
