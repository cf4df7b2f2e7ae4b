/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a flight to a place that is stopped on its way is DONE; where another takes its place it is FAILED */
#include "ends.h"
#define OTHER_VERBS , {"goto", "fly there", {"east", "north", "up"}, {"m", "m", "m"}, {-1e6, -1e6, -1e6}, {1e6, 1e6, 1e6}, 3, QIKI_BY_AGENT, 0, 0}, \
                      {"stop", "stop", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY, 0}
#define MOVED(v, k, dt) do { if (!(k) && (v)->now->goes) go_on((v)->now, dt); } while (0)
static void go_on(struct body *, double dt);
#include "base_vehicle.h"
enum { GOTO = 1, STOP };
static void go_on(body *b, double dt) { /* so that it is there when it is DONE, if ticks are of one length */
    for (int k = 0; k < 3; ++k) b->vel[k] = b->goes > 1 ? (b->goal[k] - b->pos[k]) / ((double)(b->goes - 1) * dt) : 0;
}
static void obey(vehicle *v, body *b, const qiki_command *x) {
    if (!x->id) return;
    if (x->verb == STOP && b->goes) b->goes = 1;
    else if (b->goes && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    if (x->verb != GOTO) memcpy(b->vel, x->arg, sizeof b->vel), b->goes = x->verb == STOP ? b->goes : 0;
    else if (b == v->now) memcpy(b->goal, x->arg, sizeof b->goal), b->last = x->id, b->goes = 20;
}
