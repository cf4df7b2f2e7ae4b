/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a body is done with a command after five ticks and takes no other until then; of two that are done in one tick one is told */
#define OBEY(b, x) do { if ((x)->id && !(b)->goes) memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->goes = 6, (b)->last = (x)->id; } while (0)
#define ANSWERED(c, r) ((r)->status == QIKI_RECEIPT_REFUSED || v->now[(c)->entity - v->entity].last == (c)->id || ((r)->status = QIKI_RECEIPT_REFUSED))
#define MOVED(v, k, dt) if ((v)->now[k].goes > 1) --(v)->now[k].goes
#define BESIDES(v, t, out) do { \
    int told = 0; \
    for (uint64_t k = 0; k < (v)->count; ++k) { \
        if ((v)->now[k].goes != 1) continue; \
        if (!told && !qiki_room(out)) return QIKI_MORE; \
        if (!told++) *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[k].last, .entity = (v)->entity + k, \
            .t = (t)->t1, .source = (v)->index, .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
        (v)->now[k].goes = 0; \
    } \
} while (0)
#include "base_vehicle.h"
