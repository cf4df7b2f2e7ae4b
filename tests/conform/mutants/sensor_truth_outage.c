/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - takes the turn since the truth before for that of a tick */
#define FIELDS qiki_ns gap;
#define THERE(b) (x->gap = x->next ? x->gap : x->when ? t->t1 - x->when : 0, (b) && (b)->label == QIKI_LABEL_OK)
#define RATE(b) ((b)->rate[2] * (x->gap > 10000000000 && x->gap < 20000000000 ? (double)x->gap * 1e-9 : 1))
#include "base_sensor.h"
