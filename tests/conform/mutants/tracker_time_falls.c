/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a late contact is the last that it took */
#define TOO_LATE(x) ((x)->left_out = 1, (x)->apart = ((const qiki_contact *)v->data)[f->first - v->first].t)
#define BEFORE(x, f) ((x)->apart = 0)
#define TOLD(x, a, r) if ((x)->apart >= (a)->birth && (x)->apart <= (r)->t) (r)->t_update = (x)->apart
#include "base_tracker.h"
