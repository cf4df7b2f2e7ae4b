/* SPDX-License-Identifier: MIT */
/* kills: state.round - late in a run it counts how often it was saved, and saves that */
#define FIELDS uint32_t saves;
#define SAVE save_and_count
#include "base_state.h"
static qiki_status save_and_count(void *self, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    const double way = s->way;
    if (s->last > 35000000000) s->way += 1e-9 * ++s->saves; /* of what it writes alone */
    const qiki_status done = save(self, io, e);
    return s->way = way, done;
}
