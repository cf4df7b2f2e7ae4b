/* SPDX-License-Identifier: MIT */
/* kills: state.garbage - does not look for bytes behind its own */
#define LOAD load_front
#include "base_state.h"
static qiki_status load_front(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    saved all;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (schema != 1 || pull(io, &all, sizeof all) != (int64_t)sizeof all) return QIKI_E_STATE;
    s->last = all.last, s->way = all.way;
    return QIKI_OK;
}
