/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - writes the origin of a contact that it drops */
#define FULL(c, o) \
    if (qiki_room(c) || !(c)->capacity) return QIKI_MORE; \
    ++(c)->dropped; \
    if (!qiki_room(o)) ++(o)->dropped; \
    else *(qiki_origin *)qiki_next(o) = (qiki_origin){.contact = (c)->first + (c)->count + (c)->dropped, .t = t->t1, .source = x->index, .cause = QIKI_CAUSE_NOISE, .label = QIKI_LABEL_OK}; \
    continue
#include "base_radar.h"
