/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/ends.h - a vehicle that tells DONE of what it does, and FAILED of what lost its place; its mutant obeys. */
#include <qiki/command.h>
struct vehicle;
struct body;
static void obey(struct vehicle *, struct body *, const qiki_command *);
#define OBEY(b, x) obey(v, b, x)
#ifndef DUE /* DONE is said in the tick that begins with so many of its ticks left */
#define DUE 1
#endif
#define SAY(v, t, out, id, what) (*(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (id), .entity = (v)->entity, .t = (t)->t1, \
                                                     .source = (v)->index, .status = (what), .label = QIKI_LABEL_OK})
#define QUEUED(v) (v)->now[MOST - 1].goes /* ids that are FAILED: in `last` of the bodies behind the first one */
#define BESIDES(v, t, out) do { \
    for (; QUEUED(v); --QUEUED(v)) { \
        if (!qiki_room(out)) return QIKI_MORE; \
        SAY(v, t, out, (v)->now[QUEUED(v)].last, QIKI_RECEIPT_FAILED); \
    } \
    if (!(v)->now[0].goes) break; \
    if ((v)->now[0].goes == DUE && !qiki_room(out)) return QIKI_MORE; \
    if (--(v)->now[0].goes != DUE - 1) break; \
    SAY(v, t, out, (v)->now[0].last, QIKI_RECEIPT_DONE); \
} while (0)
