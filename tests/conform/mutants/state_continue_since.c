/* SPDX-License-Identifier: MIT */
/* kills: state.continue - says its last place as STALE while its host is away, and does not save of when that is */
#define FIELDS qiki_ns since;
#define FORGET(x) ((x)->since = 0, memset((x)->at, 0, sizeof (x)->at))
#define SAMPLE(c, r) \
    if (!(c) && (r)->n) x->since = (r)->t; \
    else if (!(c) && x->since) \
    (r)->n = 3, (r)->label = QIKI_LABEL_STALE, (r)->status = QIKI_SENSE_DEGRADED, (r)->t = x->since, memcpy((r)->v, x->at, sizeof x->at)
#include "base_sensor.h"
