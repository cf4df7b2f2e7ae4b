/* SPDX-License-Identifier: MIT */
/* kills: life.matrix - goes on after a tick that failed half-way. */
#define AT_TICK(s, t) if ((s)->phase == POISONED) (s)->phase = READY
#include "base_passes.h"
