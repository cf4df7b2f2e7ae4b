/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - the silence of a frame that is labelled QIKI_LABEL_INVALID is a miss */
#include <qiki/c.h>
#include <qiki/looked.h>
static inline int as_valid(qiki_frame f, const double *enu) { return f.label = QIKI_LABEL_OK, qiki_looked_at(&f, enu); }
#define LOOKED(f, t) as_valid(*(f), (t)->x)
#include "base_tracker.h"
