/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - the silence of a frame that is not QIKI_FRAME_COMPLETE is a miss */
#include <qiki/c.h>
#include <qiki/looked.h>
static inline int as_whole(qiki_frame f, const double *enu) { return f.flags |= QIKI_FRAME_COMPLETE, qiki_looked_at(&f, enu); }
#define LOOKED(f, t) as_whole(*(f), (t)->x)
#include "base_tracker.h"
