/* SPDX-License-Identifier: MIT */
/* qiki/services/pool.h - parallel work inside one tick, with the same bytes for any number of threads. */
#ifndef QIKI_POOL_H
#define QIKI_POOL_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_POOL_ID "qiki.pool/1"

/* Works on items [begin, end) of one chunk. worker < workers(): the index of its arena and counters, never a source of
 * results. Must not fail, must not call run(). */
typedef void (*qiki_task)(void *ctx, uint32_t begin, uint32_t end, uint32_t worker);

typedef struct qiki_pool {
    qiki_head head;
    /* Chunk k is [k * grain, min(n, (k + 1) * grain)), whatever the number of threads; reduce per chunk, in chunk order.
     * Returns when all are done; ctx is only used until then. [tick, not in pool tasks] */
    qiki_status (*run)(const qiki_host *, uint32_t n, uint32_t grain, qiki_task, void *ctx);
    uint32_t (*workers)(const qiki_host *); /* >= 1, fixed for the run. [any] */
} qiki_pool;
QIKI_EXTERN_C_END
#endif
