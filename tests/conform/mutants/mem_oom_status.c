/* SPDX-License-Identifier: MIT */
/* kills: mem.oom - says that it is a bug when there is no memory. */
#define IN_CONFIGURE(s) do { \
    void *volatile row = malloc(10); \
    if (!row) return qiki_say(e, QIKI_E_INTERNAL, "step: no row"); \
    free(row); \
} while (0)
#include "base.h"
