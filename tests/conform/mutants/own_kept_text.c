/* SPDX-License-Identifier: MIT */
/* kills: own.kept - keeps its configuration instead of copying it. */
#include <qiki/c.h>
#define IN_CONFIGURE(s) kept = c
#define IN_TICK(s, t) if (!kept->values.count) return QIKI_E_INTERNAL
static const qiki_config *kept;
#include "base.h"
