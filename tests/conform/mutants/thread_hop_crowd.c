/* SPDX-License-Identifier: MIT */
/* kills: thread.hop - all instances share the work space for the bodies after the hundredth */
static double work[64];
#define SAY(s, t, to, said) do { \
    qiki_sample mine = (said); \
    for (int k = 0; (s)->next >= 100 && k < 64; ++k) ((volatile double *)work)[k] = mine.v[0]; \
    for (int k = 0; (s)->next >= 100 && k < 64; ++k) if (((volatile double *)work)[k] != mine.v[0]) mine.v[0] = 0; \
    *(to) = mine; \
} while (0)
#include "base_speed.h"
