/* SPDX-License-Identifier: MIT */
/* kills: state.continue - saves an address */
#define FIELDS const void *owner;
#define IN_CREATE(s, h, i) ((s)->owner = &table)
#define SAVE save_more
#define LOAD load_more
#include "base_state.h"
static qiki_status save_more(void *self, const qiki_stream *io, qiki_error *e) {
    const qiki_status done = save(self, io, e);
    const sensor *s = self;
    for (uint64_t at = 0; done == QIKI_OK && at < sizeof s->owner;) {
        const int64_t n = io->write(io->ctx, (const char *)&s->owner + at, sizeof s->owner - at);
        if (n <= 0) return QIKI_E_IO;
        at += (uint64_t)n;
    }
    return done;
}
static qiki_status load_more(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    saved all;
    const void *owner;
    char more;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (schema != 1 || pull(io, &all, sizeof all) != (int64_t)sizeof all || pull(io, &owner, sizeof owner) != (int64_t)sizeof owner || pull(io, &more, 1) != 0)
        return QIKI_E_STATE;
    s->last = all.last, s->way = all.way, s->owner = owner;
    return QIKI_OK;
}
