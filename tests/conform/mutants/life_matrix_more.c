/* SPDX-License-Identifier: MIT */
/* kills: life.matrix - is configured in the middle of a tick. */
#define AT_CONFIGURE(s) if ((s)->phase == MORE) (s)->phase = READY
#include "base_passes.h"
