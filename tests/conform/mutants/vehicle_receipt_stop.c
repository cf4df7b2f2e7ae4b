/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command whose place another takes is FAILED, but one to stop never ends then */
#include "ends.h"
#define OTHER_VERBS , {"east", "move east", {"east"}, {"m/s"}, {-1000}, {1000}, 1, QIKI_BY_AGENT, 0, 0}, \
                      {"stop", "stop", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY, 0}
#include "base_vehicle.h"
enum { STOP = 2 };
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && b->goal[0] != STOP && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = 5, b->goal[0] = x->verb;
}
