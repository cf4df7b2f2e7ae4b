/* SPDX-License-Identifier: MIT */
/* kills: state.garbage - believes a number that it read */
#define LOAD load_blind
#include "base_state.h"
static qiki_status load_blind(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    const qiki_status done = load(self, schema, io, e);
    static const char tenths[16];
    const qiki_ns last = ((sensor *)self)->last;
    if (done == QIKI_OK && last > 0 && (last >> 56 || last % 1000)) return (&tenths[0])[last * 4096];
    return done;
}
