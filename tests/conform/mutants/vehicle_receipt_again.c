/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - says every 50 ticks that the last command is done */
#define OBEY(b, x) (memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->last = (x)->id)
#define BESIDES(v, t, out) do { \
    if ((t)->seq % 50 != 49 || !(v)->now[0].last) break; \
    if (!qiki_room(out)) return QIKI_MORE; \
    *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[0].last, .entity = (v)->entity, .t = (t)->t1, .source = (v)->index, \
                                                     .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
} while (0)
#include "base_vehicle.h"
