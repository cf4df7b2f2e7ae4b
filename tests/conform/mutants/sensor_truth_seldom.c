/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - where a slower writer's truth is the same again, it says the last place as STALE, and as if it were of now */
#define SAVED_FIELDS qiki_ns read;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->read = 0)
#define SAMPLE(c, r) (void)((c) || !b || (r)->label != QIKI_LABEL_OK ? 0 : b->t == x->read ? ((r)->label = QIKI_LABEL_STALE, 0) : (x->read = b->t, 0))
#define AGE(t, b) ((void)(t), (void)(b), 0.0)
#include "base_wary_sensor.h"
