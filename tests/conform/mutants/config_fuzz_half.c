/* SPDX-License-Identifier: MIT */
/* kills: config.fuzz - keeps half of what it refuses. */
#define IN_CONFIGURE(s) do { if (!(s->step >= 0)) return qiki_say(e, QIKI_E_CONFIG, "step: expected at least 0"); } while (0)
#include "base.h"
