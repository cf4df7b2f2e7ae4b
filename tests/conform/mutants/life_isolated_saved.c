/* SPDX-License-Identifier: MIT */
/* kills: life.isolated - what it was a tick ago is static, saved too, and read back at once: who is refused changes it for all */
#include <qiki/c.h>
static double before;
#define IN_CONFIGURE(s) before = 0
#define FORGET(s) ((s)->way = before = 0)
#define VALUE(s, t) since(s)
#define SAVE save_both
#define LOAD load_both
struct sensor;
static double since(struct sensor *);
#include "base_state.h"
static double since(sensor *s) {
    const double step = s->way - before;
    return before = s->way, step;
}
static qiki_status save_both(void *self, const qiki_stream *io, qiki_error *e) {
    const qiki_status done = save(self, io, e);
    return done ? done : qiki_write_all(io, &before, sizeof before) ? QIKI_OK : QIKI_E_IO;
}
static qiki_status load_both(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    saved all;
    char more;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (schema != 1 || pull(io, &all, sizeof all) != (int64_t)sizeof all || pull(io, &before, sizeof before) != (int64_t)sizeof before) return QIKI_E_STATE;
    if (!(before > -1e9 && before < 1e9)) before = 0;
    if (!(all.way > -1e9 && all.way < 1e9) || pull(io, &more, 1) != 0) return QIKI_E_STATE;
    return s->last = all.last, s->way = all.way, QIKI_OK;
}
