/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - asks for another pass without having written anything. */
#define FIELDS int idled;
#define AT_START(s, t) do { if ((t)->pass == 1 && !(s)->idled) return (s)->idled = 1, QIKI_MORE; } while (0)
#define AT_END(s, t) ((s)->idled = 0)
#include "base_speed.h"
