/* SPDX-License-Identifier: MIT */
/* kills: state.continue - says a place again as STALE where a slower writer's truth is still the one that it read, and does not save which that was */
#define FIELDS qiki_ns read, since; double said[3];
#define FORGET(x) ((x)->read = (x)->since = 0, memset((x)->at, 0, sizeof (x)->at), (x)->when = 0)
#define SAMPLE(c, r) \
    if (!(c) && b && (r)->n && b->t == x->read) \
    (r)->label = QIKI_LABEL_STALE, (r)->status = QIKI_SENSE_DEGRADED, (r)->t = x->since, memcpy((r)->v, x->said, sizeof x->said); \
    else if (!(c) && b && (r)->n) x->read = b->t, x->since = (r)->t, memcpy(x->said, (r)->v, sizeof x->said)
#include "base_sensor.h"
