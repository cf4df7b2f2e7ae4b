/* SPDX-License-Identifier: MIT */
/* qiki/block.h - save() and load() of a state that lies in one block of memory, for C. No part of the ABI: it lives in the plugin. */
#ifndef QIKI_BLOCK_H
#define QIKI_BLOCK_H
#include "c.h"
#include <stdlib.h>
#include <string.h>
QIKI_EXTERN_C_BEGIN

/* A block begins with its qiki_life and has neither pointers nor padding; what it holds may end before it does. Such a struct is saved as
 * it is, so that a change of it is another state_schema. */

/* The body of save(): the first `bytes` of the block. [control] */
static inline qiki_status qiki_save_block(const void *block, uint64_t bytes, const qiki_stream *s, qiki_error *e) {
    if (((const qiki_life *)block)->phase != QIKI_LIFE_READY) return qiki_say(e, QIKI_E_ORDER, "save: configure first, and between ticks");
    return qiki_write_all(s, block, bytes) ? QIKI_OK : qiki_say(e, QIKI_E_IO, "save: write failed");
}

/* The body of load(): takes a stream of at most `most` bytes, the size of the block, when `known` (that is schema == 1, say) and the
 * plugin finds them sound; else the block stays as it was. They are foreign bytes: sound() is 1 when every count, number and time
 * among the first `bytes` can be worked with; what lies behind them is 0. [control] */
static inline qiki_status qiki_load_block(void *block, uint64_t most, int known, int (*sound)(const void *block, uint64_t bytes),
                                          const qiki_stream *s, qiki_error *e) {
    if (((const qiki_life *)block)->phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "load: configure first");
    char *copy = (char *)calloc(1, most);
    uint64_t n = 0;
    if (!copy) return qiki_say(e, QIKI_E_MEMORY, "load: out of memory");
    for (int64_t got = 1; known && got > 0 && n < most; n += (uint64_t)got) {
        got = s->read(s->ctx, copy + n, most - n);
        if (got < 0 || (uint64_t)got > most - n) known = 0, got = 0;
    }
    const int good = known && n >= sizeof(qiki_life) && (n < most || qiki_read_end(s)) &&
                     ((const qiki_life *)(const void *)copy)->phase == QIKI_LIFE_READY && sound(copy, n);
    if (good) memcpy(block, copy, n);
    free(copy);
    return good ? QIKI_OK : qiki_say(e, QIKI_E_STATE, known ? "load: not a state of this plugin" : "load: read failed, or of another schema");
}

/* At file scope, once: extension() of a plugin whose only extension is its state. */
#define QIKI_C_STATE(save, load) \
    static const qiki_state qiki_state_ = {QIKI_HEAD(qiki_state), save, load}; \
    static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &qiki_state_; }
QIKI_EXTERN_C_END
#endif
