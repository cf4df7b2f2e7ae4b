/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - one that it refuses in the very tick in which another is done swallows the end of that */
#include "ends.h"
#define ANSWERED(c, r) ((r)->status != QIKI_RECEIPT_REFUSED || v->now[0].goes != 1 || (v->now[0].goes = 0, 1))
#include "base_vehicle.h"
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = 5;
}
