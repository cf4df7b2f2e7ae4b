/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - writes behind its output in every tick. */
/* also: tick.far - where the record behind the output is guarded */
#define IN_TICK(s, t) if (o->data) ((qiki_sample *)o->data)[o->capacity] = (qiki_sample){.entity = 1}
#include "base.h"
