/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - what is DONE keeps its place for one tick more: it is FAILED, too, when another comes then */
#define DUE 2
#include "ends.h"
#include "base_vehicle.h"
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = 5;
}
