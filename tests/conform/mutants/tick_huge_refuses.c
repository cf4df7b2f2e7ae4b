/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - refuses more than a thousand bodies. */
#define AT_START(s, t) do { if (v && v->count > 1000) return qiki_say(e, QIKI_E_MEMORY, "too many bodies"); } while (0)
#include "base_speed.h"
