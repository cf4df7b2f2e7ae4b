/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - counts on where its output ends, and writes nothing there. */
#define FULL(s, o) (++(o)->count, QIKI_MORE)
#include "base_speed.h"
