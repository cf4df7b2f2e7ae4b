/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - what is DONE keeps its place for one tick more: it is FAILED, too, when another comes then */
#include "ends.h"
#undef BESIDES
#define BESIDES(v, t, out) do { \
    for (; QUEUED(v); --QUEUED(v)) { \
        if (!qiki_room(out)) return QIKI_MORE; \
        SAY(v, t, out, (v)->now[QUEUED(v)].last, QIKI_RECEIPT_FAILED); \
    } \
    if (!(v)->now[0].goes) break; \
    if ((v)->now[0].goes == 2 && !qiki_room(out)) return QIKI_MORE; \
    if (--(v)->now[0].goes == 1) SAY(v, t, out, (v)->now[0].last, QIKI_RECEIPT_DONE); \
} while (0)
#include "base_vehicle.h"
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = 5;
}
