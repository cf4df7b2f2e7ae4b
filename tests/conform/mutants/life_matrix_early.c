/* SPDX-License-Identifier: MIT */
/* kills: life.matrix - ticks before it was configured. */
#define AT_TICK(s, t) if ((s)->phase == CREATED) (s)->phase = READY
#include "base_passes.h"
