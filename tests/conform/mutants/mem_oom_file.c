/* SPDX-License-Identifier: MIT */
/* kills: mem.oom - blames a file for want of memory, and opens none. */
#define IN_CONFIGURE(s) do { \
    void *volatile row = malloc(10); \
    if (!row) return qiki_say(e, QIKI_E_IO, "step: no row"); \
    free(row); \
} while (0)
#include "base.h"
