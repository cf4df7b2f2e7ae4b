/* SPDX-License-Identifier: MIT */
/* kills: mem.no-alloc - says that it takes nothing from the heap, and its list is full in tick 4097 */
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC)
#define IN_TICK(s, t) do { \
    void *volatile row = (t)->seq == 4097 ? malloc(10) : NULL; \
    free(row); \
} while (0)
#include "base.h"
