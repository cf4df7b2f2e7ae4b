/* SPDX-License-Identifier: MIT */
/* kills: life.matrix - refuses to be saved in the middle of a tick, but moves. */
#define AT_SAVE(s) if ((s)->phase == MORE) (s)->now.way += 1
#include "base_passes.h"
