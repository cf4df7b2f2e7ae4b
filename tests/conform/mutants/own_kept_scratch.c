/* SPDX-License-Identifier: MIT */
/* kills: own.kept - keeps scratch memory from one tick to the next. */
#include <qiki/services/arena.h>
#define FIELDS const qiki_host *host; volatile char *scratch;
#define IN_CREATE(s, h, i) (s)->host = (h)
#define IN_TICK(s, t) \
    do { \
        const qiki_arena *a = (const qiki_arena *)(s)->host->service((s)->host, QIKI_ARENA_ID); \
        if ((s)->scratch) *(s)->scratch = 1; \
        else if (a) (s)->scratch = (volatile char *)a->take((s)->host, 0, 64, 8); \
    } while (0)
#include "base_state.h"
