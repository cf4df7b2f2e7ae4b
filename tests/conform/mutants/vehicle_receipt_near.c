/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - up to 19 m/s a command is DONE at once, beyond that later, and one whose place another takes never */
#define OBEY(b, x) (memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->last = (x)->id, (b)->goes = 1 + (uint64_t)((x)->arg[0] * (x)->arg[0] / 400))
#define BESIDES(v, t, out) do { \
    if (!(v)->now[0].goes) break; \
    if ((v)->now[0].goes == 1 && !qiki_room(out)) return QIKI_MORE; \
    if (--(v)->now[0].goes) break; \
    *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[0].last, .entity = (v)->entity, .t = (t)->t1, .source = (v)->index, \
                                                     .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
} while (0)
#include "base_vehicle.h"
