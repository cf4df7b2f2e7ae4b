/* SPDX-License-Identifier: MIT */
/* kills: det.turn - draws by the last 16 bits of the tick */
#define ADDRESS(s, t) (uint64_t)(uint16_t)(t)->seq
#include "base_state.h"
