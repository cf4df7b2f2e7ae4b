/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - flies to a place, and takes no other command until it is there; where to is kept once for all of its bodies */
#define OTHER_VERBS , {"goto", "fly there", {"east", "north", "up"}, {"m", "m", "m"}, {-1e6, -1e6, -1e6}, {1e6, 1e6, 1e6}, 3, QIKI_BY_AGENT, 0, 0}
#define OBEY(b, x) obey(v, (b), (x))
#define ANSWERED(c, r) ((r)->status == QIKI_RECEIPT_REFUSED || v->now[(c)->entity - v->entity].last == (c)->id || ((r)->status = QIKI_RECEIPT_REFUSED))
#define MOVED(v, k, dt) go_on((v)->now + (k), (v)->now->goal, (dt))
#define BESIDES(v, t, out) do { \
    for (uint64_t k = 0; k < (v)->count; ++k) { \
        if ((v)->now[k].goes != 1) continue; \
        if (!qiki_room(out)) return QIKI_MORE; \
        *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[k].last, .entity = (v)->entity + k, \
            .t = (t)->t1, .source = (v)->index, .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
        (v)->now[k].goes = 0; \
    } \
} while (0)
#include <qiki/command.h>
#include <qiki/math.h>
struct vehicle;
struct body;
static void obey(struct vehicle *, struct body *, const qiki_command *);
static void go_on(struct body *, const double *, double);
#include "base_vehicle.h"
static void obey(vehicle *v, body *b, const qiki_command *x) {
    if (b->goes || !x->id) return;
    b->last = x->id, b->goes = x->verb ? 2 : 0;
    memcpy(x->verb ? v->now->goal : b->vel, x->arg, sizeof b->vel);
}
static void go_on(body *b, const double *goal, double dt) {
    double square = 0;
    for (int k = 0; k < 3; ++k) square += (goal[k] - b->pos[k]) * (goal[k] - b->pos[k]);
    if (b->goes != 2) return;
    const double far = qiki_sqrt(square), speed = far < 20 * dt ? far / dt : 20; /* ahead: base_vehicle.h moves by it in the next tick */
    for (int k = 0; k < 3; ++k) b->vel[k] = far > 1e-6 ? speed * (goal[k] - b->pos[k]) / far : 0;
    b->goes = far > 1e-6 ? 2 : 1;
}
