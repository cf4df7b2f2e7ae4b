/* SPDX-License-Identifier: MIT */
/* kills: tick.empty - says the mean of nothing. */
/* also: tick.poison-input - bodies without an entity are none */
#define FIELDS double sum; uint64_t number;
#define AT_START(s, t) do { if (!(t)->pass) (s)->sum = 0, (s)->number = 0; } while (0)
#define SAY(s, t, to, said) ((s)->sum += (said).v[0], ++(s)->number, *(to) = (said))
#define AT_END(s, t) do { \
    if (!qiki_room(o)) return QIKI_MORE; \
    *(qiki_sample *)qiki_next(o) = (qiki_sample){.entity = 2, .t = (t)->t1, .n = 1, .label = QIKI_LABEL_OK, .v = {(s)->sum / (double)(s)->number}}; \
} while (0)
#include "base_speed.h"
