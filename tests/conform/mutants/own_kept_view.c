/* SPDX-License-Identifier: MIT */
/* kills: own.kept - looks at the bodies of the tick before, by pointer. */
/* also: tick.huge tick.poison-input - where the memory that it kept is another's, or nobody's */
#define FIELDS const qiki_truth *before;
#define AT_START(s, t) \
    do { \
        if ((s)->before && (s)->before->entity == UINT64_MAX) return QIKI_E_INTERNAL; \
        (s)->before = (t)->view_count && qiki_view_at(t, 0)->count ? (const qiki_truth *)qiki_view_at(t, 0)->data : NULL; \
    } while (0)
#include "base_speed.h"
