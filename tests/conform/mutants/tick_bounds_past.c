/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - writes on where its output ends. */
#define FULL(s, o) (*(qiki_sample *)((char *)(o)->data + (o)->count * (o)->stride) = (qiki_sample){.entity = 1}, QIKI_MORE)
#include "base_speed.h"
