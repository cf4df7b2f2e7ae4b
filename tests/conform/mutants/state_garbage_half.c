/* SPDX-License-Identifier: MIT */
/* kills: state.garbage - takes over what it reads while it reads */
#define LOAD load_along
#include "base_state.h"
static qiki_status load_along(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    char more;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (schema != 1 || pull(io, &s->last, 8) != 8 || pull(io, &s->way, 8) != 8 || pull(io, &more, 1) != 0) return QIKI_E_STATE;
    return QIKI_OK;
}
