/* SPDX-License-Identifier: MIT */
/* qiki/ext/state.h - an instance as bytes: checkpoint, replay, hot swap. */
#ifndef QIKI_STATE_H
#define QIKI_STATE_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_STATE_ID "qiki.state/1"

/* The caller's; valid during the call. The host frames the bytes (plugin id, version, schema, length, CRC). */
typedef struct qiki_stream {
    qiki_head head;
    void *ctx;
    int64_t (*write)(void *ctx, const void *data, uint64_t len); /* may take fewer; < 0: failed */
    int64_t (*read)(void *ctx, void *data, uint64_t len);        /* may give fewer; 0: end; < 0: failed */
} qiki_stream;

/* All that decides later outputs, and nothing else: no pointer, no padding, little-endian; equal states give equal bytes,
 * in every process. */
typedef struct qiki_state {
    qiki_head head;
    qiki_status (*save)(void *self, const qiki_stream *, qiki_error *); /* [control] */
    /* schema: the writer's qiki_descriptor.state_schema. Bytes that are not its own: QIKI_E_STATE, and the instance is as
     * before. [control] */
    qiki_status (*load)(void *self, uint64_t schema, const qiki_stream *, qiki_error *);
} qiki_state;
QIKI_EXTERN_C_END
#endif
