/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - a command to be as it already is says DONE in every tick */
#define OBEY(b, x) ((b)->last = memcmp((b)->vel, (x)->arg, sizeof (b)->vel) ? 0 : (x)->id, memcpy((b)->vel, (x)->arg, sizeof (b)->vel))
#define BESIDES(v, t, out) do { \
    if (!(v)->now[0].last) break; \
    if (!qiki_room(out)) return QIKI_MORE; \
    *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[0].last, .entity = (v)->entity, .t = (t)->t1, .source = (v)->index, \
                                                     .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
} while (0)
#include "base_vehicle.h"
