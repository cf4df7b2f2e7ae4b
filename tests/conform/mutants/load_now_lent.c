/* SPDX-License-Identifier: MIT */
/* kills: load.now - takes a function of a library that this program has and it does not name. */
extern const char *zlibVersion(void);
#define IN_TICK(s, t) do { if (!zlibVersion()) return QIKI_E_INTERNAL; } while (0)
#include "base.h"
