/* SPDX-License-Identifier: MIT */
/* kills: own.kept - goes on from the record that it wrote in the tick before, which was lent to it */
/* arguments: --only det.repeat --only det.disturbed --only det.seed --only thread.hop --only out.padding */
#define FIELDS const qiki_sample *kept;
#define IN_CONFIGURE(s) (s)->kept = NULL
#define FORGET(s) ((s)->way = 0, (s)->kept = NULL)
#define IN_TICK(s, t) do { \
    const qiki_out *o = qiki_out_at(t, 0); \
    if ((s)->kept) (s)->way = (s)->kept->v[0] + (s)->step; \
    (s)->kept = o->capacity ? (const qiki_sample *)o->data + o->count : NULL; \
} while (0)
#include "base_state.h"
