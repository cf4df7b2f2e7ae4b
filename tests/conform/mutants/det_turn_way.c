/* SPDX-License-Identifier: MIT */
/* kills: det.turn - draws in turn: its noise is that of how far it went, whatever the tick */
#define ADDRESS(s, t) (uint64_t)((s)->way / 2)
#include "base_state.h"
