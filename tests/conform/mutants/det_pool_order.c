/* SPDX-License-Identifier: MIT */
/* kills: det.pool - adds up in the order in which chunks are done */
#include <stdint.h>
static void add(void *ctx, uint32_t begin, uint32_t end, uint32_t worker) {
    (void)worker;
    for (uint32_t i = begin; i < end; ++i) *(double *)ctx = *(double *)ctx * 1.5 + i;
}
#define FIELDS const qiki_host *host; const qiki_pool *pool; double sum;
#define IN_CREATE(s, h, i) ((s)->host = (h), (s)->pool = (h)->service(h, QIKI_POOL_ID))
#define IN_TICK(s, t) if ((s)->sum = 0, (s)->pool) (s)->pool->run((s)->host, 64, 4, add, &(s)->sum)
#define VALUE(s, t) ((s)->way + (s)->sum)
#include "base_state.h"
