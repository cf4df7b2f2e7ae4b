/* SPDX-License-Identifier: MIT */
/* kills: thread.hop - all instances share the work space for the bodies after the hundredth, and use it long enough to meet in it */
static volatile double work[64];
#define SAY(s, t, to, said) do { \
    qiki_sample mine = (said); \
    const double own = mine.v[0]; \
    for (int n = 0; (s)->next >= 100 && n < 200; ++n) { \
        for (int k = 0; k < 64; ++k) work[k] = own; \
        for (int k = 0; k < 64; ++k) if (work[k] != own) mine.v[0] = 0; \
    } \
    *(to) = mine; \
} while (0)
#include "base_speed.h"
