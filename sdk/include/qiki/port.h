/* SPDX-License-Identifier: MIT */
/* qiki/port.h - how records move: declared ports, input views, output buffers, and one tick of them. */
#ifndef QIKI_PORT_H
#define QIKI_PORT_H
#include "base.h"
QIKI_EXTERN_C_BEGIN

/* Exactly one of the first two. */
#define QIKI_PORT_STREAM   (1u << 0) /* reader sees every record written since its last tick, in order */
#define QIKI_PORT_SNAPSHOT (1u << 1) /* reader sees all records of the writer's latest tick, also when these are none */
#define QIKI_PORT_OPTIONAL (1u << 2) /* input: may stay unwired. output: skip the work when qiki_out.readers is 0 */
#define QIKI_PORT_MANY     (1u << 3) /* input: any number of writers, one view each */
#define QIKI_PORT_SECRET   (1u << 4) /* output: only bridges that score may read it (origin) */
#define QIKI_PORT_DELAYED  (1u << 5) /* input: the writer's previous tick, which allows a cycle */

/* Element of qiki_descriptor.inputs and .outputs. The plugin's, static; may grow. A reader's STREAM or SNAPSHOT rules;
 * the writer's says how its output is meant. */
typedef struct qiki_port {
    const char *name, *help;
    uint32_t record;     /* QIKI_REC_... */
    uint32_t flags;      /* QIKI_PORT_... */
    uint64_t hint;       /* output: how many records a tick writes at most, usually; demand() overrides it */
    uint64_t reserved[2];
} qiki_port;

#define QIKI_VIEW_FRESH (1u << 0) /* written since this reader's last tick */

/* One per (input port, writer), sorted by port, then producer; an unwired port has none. The host's; valid until the
 * tick returns, read only, 64-byte aligned; the same for every pass of one tick.
 * A truth or zone input without MANY has one view of the whole world: the records of all writers in the order of their
 * index; a vehicle's command input without MANY has one of all commands to its entities. Their producer is
 * 0xffffffff, the host; their ordinals count what this view has shown. */
typedef struct qiki_view {
    uint32_t port;       /* row of inputs */
    uint32_t producer;   /* qiki_instance_info.index of the writer; 0xffffffff: the host, who joined several, or speaks itself (events) */
    uint32_t generation; /* of the writer; rises when it is swapped */
    uint32_t flags;      /* QIKI_VIEW_... */
    uint32_t record, stride;
    uint64_t first;      /* ordinal of data[0] among all records of writer and port; the host counts, from 0 at reset */
    uint64_t count;
    uint64_t lost;       /* records the writer dropped since this reader's last tick; they have no ordinal */
    qiki_ns  t;          /* t1 of the tick that wrote last (SNAPSHOT: or said "none"); -1: never */
    const void *data;    /* NULL when count is 0 */
} qiki_view;

#define QIKI_OUT_KEEP (1u << 0) /* nothing written, nothing meant: readers of this snapshot keep the last one */

/* One per output port, in that order. The host's; data is 64-byte aligned; the plugin writes count, dropped, flags and
 * what data points at. */
typedef struct qiki_out {
    uint32_t port;       /* row of outputs */
    uint32_t readers;    /* 0: nobody looks. The digest covers every port, an OPTIONAL one only if another than a bridge reads it */
    uint32_t record, stride; /* stride 0, capacity 0: OPTIONAL, and of a minor that this host does not know */
    uint64_t first;      /* ordinal the next record gets when count is 0; see qiki_view.first */
    uint64_t capacity;   /* may be 0 */
    uint64_t count, dropped;
    void    *data;
    uint32_t flags;      /* QIKI_OUT_...; 0 at each call */
    uint32_t reserved;
} qiki_out;

typedef struct qiki_tick {
    qiki_head head;
    uint64_t seq;        /* of this instance's ticks, from 0 */
    qiki_ns  t0, t1;     /* half-open (t0, t1]; t0 == t1 is legal and changes nothing */
    uint32_t pass;       /* 0; then 1, 2, ... after each QIKI_MORE */
    uint32_t view_size, out_size; /* strides of in and out */
    uint32_t view_count, out_count;
    uint32_t reserved;
    const qiki_view *in; /* view_count of them */
    qiki_out *out;       /* out_count of them */
} qiki_tick;

static inline const qiki_view *qiki_view_at(const qiki_tick *t, uint32_t i) {
    return (const qiki_view *)(const void *)((const char *)t->in + (size_t)i * t->view_size);
}
static inline qiki_out *qiki_out_at(const qiki_tick *t, uint32_t port) {
    return (qiki_out *)(void *)((char *)t->out + (size_t)port * t->out_size);
}
/* The next free record of an output, not cleared; NULL when full, and then counted as dropped. */
static inline void *qiki_next(qiki_out *o) {
    if (o->count == o->capacity) { ++o->dropped; return NULL; }
    return (char *)o->data + (size_t)(o->count++ * o->stride);
}
static inline uint64_t qiki_room(const qiki_out *o) { return o->capacity - o->count; }
QIKI_EXTERN_C_END
#endif
