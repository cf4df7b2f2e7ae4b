/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/keep.h - qiki.state/1 for the bases: the life of an instance, and its members from KEEP_FROM to before KEEP_TO (to the
 * end without it), none of which is a pointer. Set KEEP_TYPE, KEEP_FROM, then include this before the function extension(). */
#include <qiki/ext/state.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#ifdef KEEP_TO
#define KEEP_END offsetof(KEEP_TYPE, KEEP_TO)
#else
#define KEEP_END sizeof(KEEP_TYPE)
#endif
#ifndef KEEP_USED /* so many bytes of it say something, the first ones */
#define KEEP_USED(x) keep_size
#endif
enum { keep_begin = offsetof(KEEP_TYPE, KEEP_FROM), keep_size = KEEP_END - offsetof(KEEP_TYPE, KEEP_FROM) };

/* Fowler, Noll and Vo, 64 bits: changed bytes are foreign ones. */
static uint64_t keep_sum(uint64_t sum, const void *at, size_t n) {
    for (size_t i = 0; i < n; ++i) sum = (sum ^ ((const unsigned char *)at)[i]) * UINT64_C(0x100000001b3);
    return sum;
}
static qiki_status keep_save(void *self, const qiki_stream *io, qiki_error *e) {
    const KEEP_TYPE *x = self;
    if (x->life.phase != QIKI_LIFE_READY) return qiki_say(e, QIKI_E_ORDER, "save: not now");
    const char *kept = (const char *)self + keep_begin;
    const uint64_t used = KEEP_USED(x), sum = keep_sum(keep_sum(UINT64_C(0xcbf29ce484222325), &x->life.last, sizeof x->life.last), kept, used);
    return qiki_write_all(io, &x->life.last, sizeof x->life.last) && qiki_write_all(io, &used, sizeof used) && qiki_write_all(io, kept, used) &&
                   qiki_write_all(io, &sum, sizeof sum)
               ? QIKI_OK : qiki_say(e, QIKI_E_IO, "save: the stream failed");
}
static qiki_status keep_load(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    KEEP_TYPE *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "load: configure first");
    if (schema != 1) return qiki_say(e, QIKI_E_STATE, "load: schema: expected 1");
    struct { qiki_ns last; uint64_t used, sum; char kept[keep_size]; } *in = malloc(sizeof *in);
    if (!in) return qiki_say(e, QIKI_E_MEMORY, "load: no memory");
    const int whole = qiki_read_all(io, &in->last, sizeof in->last) && qiki_read_all(io, &in->used, sizeof in->used) && in->used <= keep_size &&
                      qiki_read_all(io, in->kept, in->used) && qiki_read_all(io, &in->sum, sizeof in->sum) && qiki_read_end(io);
    const int own = whole && in->sum == keep_sum(keep_sum(UINT64_C(0xcbf29ce484222325), &in->last, sizeof in->last), in->kept, in->used);
    if (own) x->life.last = in->last, x->life.phase = QIKI_LIFE_READY, memcpy((char *)self + keep_begin, in->kept, in->used);
    free(in);
    return own ? QIKI_OK : qiki_say(e, QIKI_E_STATE, "load: expected bytes of save()");
}
static const qiki_state keep_states = {QIKI_HEAD(qiki_state), keep_save, keep_load};
