/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - takes a full output for a failure. */
#define FULL(s, o) ((o)->count ? QIKI_MORE : QIKI_E_MEMORY)
#include "base_speed.h"
