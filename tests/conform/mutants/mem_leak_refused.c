/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - forgets its buffer on the way out of a state that it refuses */
#define LOAD load_leaky
#include "base_state.h"
static qiki_status load_leaky(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    volatile char *room = malloc(64);
    if (!room) return QIKI_E_MEMORY;
    room[0] = 1;
    const qiki_status st = load(self, schema, io, e);
    if (st >= 0) free((void *)room);
    return st;
}
