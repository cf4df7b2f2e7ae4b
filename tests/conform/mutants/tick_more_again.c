/* SPDX-License-Identifier: MIT */
/* kills: tick.more - begins each pass with the last record of the one before. */
#define AT_START(s, t) do { if ((t)->pass && (s)->next) --(s)->next; } while (0)
#define FULL(s, o) ((o)->count > 1 ? QIKI_MORE : ((o)->count ? ++(s)->next : 0, QIKI_MORE))
#include "base_speed.h"
