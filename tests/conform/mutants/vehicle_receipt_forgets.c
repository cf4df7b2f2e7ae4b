/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command whose place another takes is FAILED, but one that is stopped never ends */
#include "ends.h"
#define OTHER_VERBS , {"stop", "stop", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY, 0}
#include "base_vehicle.h"
enum { STOP = 1 };
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && x->verb != STOP && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = x->verb == STOP ? 0 : 5;
}
