/* SPDX-License-Identifier: MIT */
/* kills: mem.oom - believes that malloc always succeeds. */
#define IN_TICK(s, t) do { \
    volatile char *row = malloc(10); \
    row[0] = 1; \
    free((void *)row); \
} while (0)
#include "base.h"
