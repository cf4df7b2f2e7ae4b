/* SPDX-License-Identifier: MIT */
/* kills: tick.far - the time of its next measurement wraps, and so does where it stands. */
#define SAY(s, t, to, said) do { \
    const qiki_ns next = (qiki_ns)((uint64_t)(t)->t1 + 1000000000); \
    (said).v[0] = next > (t)->t1 ? (said).v[0] : sqrt((double)next), *(to) = (said); \
} while (0)
#include "base_speed.h"
