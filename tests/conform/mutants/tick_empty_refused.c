/* SPDX-License-Identifier: MIT */
/* kills: tick.empty - takes a tick without views for a mistake. */
#define AT_START(s, t) do { if (!v) return QIKI_E_ARGUMENT; } while (0)
#include "base_speed.h"
