/* SPDX-License-Identifier: MIT */
/* qiki/looks.h - the frames of a tick, each with its contacts, for C. No part of the ABI: it lives in the plugin. */
#ifndef QIKI_LOOKS_H
#define QIKI_LOOKS_H
#include "check.h"
QIKI_EXTERN_C_BEGIN

typedef struct {
    const qiki_view *frames, *contacts; /* of one writer; NULL: none */
    const qiki_contact *found;          /* of the frame at hand: the first of its `count`; NULL when it has none, or some were lost */
    qiki_ns by;                         /* the tick's t1 */
    uint64_t next;
} qiki_looks;

/* Of two input ports that take one writer each (without QIKI_PORT_MANY), by their numbers. As long as the tick lasts. [tick] */
static inline qiki_looks qiki_looks_of(const qiki_tick *t, uint32_t frames, uint32_t contacts) {
    qiki_looks l = {NULL, NULL, NULL, t->t1, 0};
    for (uint32_t i = 0; i < t->view_count; ++i) {
        const qiki_view *v = qiki_view_at(t, i);
        if (v->port == frames) l.frames = v;
        if (v->port == contacts) l.contacts = v;
    }
    return l;
}

/* The next frame that has no flaw and is available by the end of the tick, its contacts in `found`; NULL: there is none. [tick] */
static inline const qiki_frame *qiki_next_look(qiki_looks *l) {
    while (l->frames && l->next < l->frames->count) {
        const qiki_frame *f = (const qiki_frame *)l->frames->data + l->next++;
        if (qiki_frame_flaw(f) || f->t_available > l->by) continue;
        const uint64_t from = l->contacts ? f->first - l->contacts->first : 0, n = l->contacts ? l->contacts->count : 0;
        l->found = f->count && from <= n && f->count <= n - from ? (const qiki_contact *)l->contacts->data + from : NULL;
        return f;
    }
    return NULL;
}
QIKI_EXTERN_C_END
#endif
