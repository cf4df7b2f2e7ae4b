/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_vehicle_done.h - a vehicle that tells DONE of its last command, so many ticks later as its mutant's OBEY says. */
#define BESIDES(v, t, out) do { \
    if (!(v)->now[0].goes) break; \
    if ((v)->now[0].goes == 1 && !qiki_room(out)) return QIKI_MORE; \
    if (--(v)->now[0].goes) break; \
    *(qiki_receipt *)qiki_next(out) = (qiki_receipt){.command = (v)->now[0].last, .entity = (v)->entity, .t = (t)->t1, .source = (v)->index, \
                                                     .status = QIKI_RECEIPT_DONE, .label = QIKI_LABEL_OK}; \
} while (0)
#include "base_vehicle.h"
