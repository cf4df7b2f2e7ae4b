/* SPDX-License-Identifier: MIT */
/* kills: det.pool - the work of each is weighed by how many workers there are */
#include <stdint.h>
static void add(void *ctx, uint32_t begin, uint32_t end, uint32_t worker) {
    (void)worker;
    ((double *)ctx)[begin / 4] = begin + end;
}
#define FIELDS const qiki_host *host; const qiki_pool *pool; double part[16];
#define IN_CREATE(s, h, i) ((s)->host = (h), (s)->pool = (h)->service(h, QIKI_POOL_ID))
#define IN_TICK(s, t) if ((s)->pool) (s)->pool->run((s)->host, 64, 4, add, (s)->part)
#define VALUE(s, t) ((s)->way + (s)->part[3] / ((s)->pool ? (s)->pool->workers((s)->host) : 1))
#include "base_state.h"
