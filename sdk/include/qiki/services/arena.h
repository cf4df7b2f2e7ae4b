/* SPDX-License-Identifier: MIT */
/* qiki/services/arena.h - scratch memory that dies with the tick. */
#ifndef QIKI_ARENA_H
#define QIKI_ARENA_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_ARENA_ID "qiki.arena/1"

typedef struct qiki_arena {
    qiki_head head;
    /* worker: 0 outside pool tasks, inside them the index the task was given; each worker has its own arena, so the call
     * takes no lock. align: power of two up to 4096. NULL when exhausted: return QIKI_E_MEMORY. The memory is the
     * host's, not cleared, valid until tick() returns (all passes). [tick, also in pool tasks] */
    void *(*take)(const qiki_host *, uint32_t worker, uint64_t bytes, uint64_t align);
} qiki_arena;
QIKI_EXTERN_C_END
#endif
