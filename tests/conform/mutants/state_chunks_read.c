/* SPDX-License-Identifier: MIT */
/* kills: state.chunks - takes a stream that fails for one that ends well */
#define LOAD load_brave
#include "base_state.h"
static qiki_status load_brave(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    saved all;
    char more;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    const int64_t n = pull(io, &all, sizeof all);
    if (n < 0) return QIKI_OK;
    if (schema != 1 || n != (int64_t)sizeof all || pull(io, &more, 1) != 0) return QIKI_E_STATE;
    s->last = all.last, s->way = all.way;
    return QIKI_OK;
}
