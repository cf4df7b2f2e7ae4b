/* SPDX-License-Identifier: MIT */
/* kills: entry.twice - a second init() fails. */
static int inits;
#define IN_INIT() do { if (++inits > 1) return QIKI_E_ORDER; } while (0)
#include "base.h"
