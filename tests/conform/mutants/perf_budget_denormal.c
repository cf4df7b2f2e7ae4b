/* SPDX-License-Identifier: MIT */
/* kills: perf.budget - needs long for numbers that are hardly there. */
#include <qiki/plugin.h>
#include <qiki/truth.h>
#include <math.h>
static const qiki_port inputs[] = {{"truth", "bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
#define INPUTS QIKI_TABLE(inputs)
#define IN_TICK(s, t) do { \
    const qiki_view *v = (t)->view_count ? qiki_view_at(t, 0) : NULL; \
    const qiki_truth *first = v && v->count ? v->data : NULL; \
    if (first && fpclassify(first->pos[0]) == FP_SUBNORMAL) \
        for (volatile int i = 0; i < 100000; ++i) {} \
} while (0)
#include "base.h"
