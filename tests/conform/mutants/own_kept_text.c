/* SPDX-License-Identifier: MIT */
/* kills: own.kept - keeps the values of its configuration instead of copying them. */
#include <qiki/c.h>
#define IN_CONFIGURE(s) kept = c
#define IN_TICK(s, t) do { static volatile uint32_t sink; sink = kept->values.count; } while (0)
static const qiki_config *kept;
#include "base.h"
