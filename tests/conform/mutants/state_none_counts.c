/* SPDX-License-Identifier: MIT */
/* kills: state.none - counts its ticks, and says that it keeps no state. */
#define IN_TICK(s, t) (s)->step += 1
#include "base.h"
