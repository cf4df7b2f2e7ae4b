/* SPDX-License-Identifier: MIT */
/* kills: config.schema - takes less than its table says, and not even its default. */
#define IN_CONFIGURE(s) do { if (s->step > 1) return QIKI_E_CONFIG; } while (0)
#include "base.h"
