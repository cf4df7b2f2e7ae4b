/* SPDX-License-Identifier: MIT */
/* kills: state.round - save() rounds what the next tick goes on from. */
#define SAVE save_round
#include "base_state.h"
static qiki_status save_round(void *self, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    s->way = (double)(float)s->way;
    return save(self, io, e);
}
