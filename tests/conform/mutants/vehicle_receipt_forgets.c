/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command whose place another takes is FAILED, but one that is stopped never ends */
#include <qiki/command.h>
struct vehicle;
struct body;
static void obey(struct vehicle *, struct body *, const qiki_command *);
#define OBEY(b, x) obey(v, b, x)
#define SAY(v, t, out, id, what) (*(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (id), .entity = (v)->entity, .t = (t)->t1, \
                                                     .source = (v)->index, .status = (what), .label = QIKI_LABEL_OK})
#define QUEUED(v) (v)->now[MOST - 1].goes /* ids that are FAILED: in `last` of the bodies behind the first one */
#define BESIDES(v, t, out) do { \
    for (; QUEUED(v); --QUEUED(v)) { \
        if (!qiki_room(out)) return QIKI_MORE; \
        SAY(v, t, out, (v)->now[QUEUED(v)].last, QIKI_RECEIPT_FAILED); \
    } \
    if (!(v)->now[0].goes) break; \
    if ((v)->now[0].goes == 1 && !qiki_room(out)) return QIKI_MORE; \
    if (--(v)->now[0].goes) break; \
    SAY(v, t, out, (v)->now[0].last, QIKI_RECEIPT_DONE); \
} while (0)
#define OTHER_VERBS , {"stop", "stop", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY, 0}
#include "base_vehicle.h"
enum { STOP = 1 };
static void obey(vehicle *v, body *b, const qiki_command *x) {
    memcpy(b->vel, x->arg, sizeof b->vel);
    if (b != v->now) return;
    if (b->goes && b->last && x->verb != STOP && QUEUED(v) < MOST - 2) ++QUEUED(v), v->now[QUEUED(v)].last = b->last;
    b->last = x->id, b->goes = x->verb == STOP ? 0 : 5;
}
