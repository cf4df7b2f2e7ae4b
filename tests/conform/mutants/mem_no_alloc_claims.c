/* SPDX-License-Identifier: MIT */
/* kills: mem.no-alloc - says that it takes nothing from the heap, and does so in each tick. */
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC)
#define IN_TICK(s, t) do { \
    void *volatile row = malloc(10); \
    free(row); \
} while (0)
#include "base.h"
