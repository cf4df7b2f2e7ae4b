/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command whose place another takes is FAILED, but not when both come in one tick */
#include "ends.h"
#define MOVED(v, k, dt) ((v)->now[1].goes = 0)
#include "base_vehicle.h"
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && !v->now[1].goes && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = 5, v->now[1].goes = 1; /* which is: one was heard in this tick */
}
