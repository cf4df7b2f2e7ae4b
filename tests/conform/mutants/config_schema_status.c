/* SPDX-License-Identifier: MIT */
/* kills: config.schema - refuses with a status that is none of a configuration's. */
/* also: config.fuzz - whose sound configurations it refuses as well */
#define IN_CONFIGURE(s) do { if (s->step > 5) return QIKI_E_INTERNAL; } while (0)
#include "base.h"
