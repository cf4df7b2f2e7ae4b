/* SPDX-License-Identifier: MIT */
/* kills: host.fail-once - forgets to free when a service fails. */
#define AT_TICK(s, t) do { \
    volatile char *rows = malloc(100); \
    if (rows) rows[0] = 1; \
    if ((s)->arena->take((s)->host, 0, 8, 8)) free((void *)rows); \
} while (0)
#include "base_passes.h"
