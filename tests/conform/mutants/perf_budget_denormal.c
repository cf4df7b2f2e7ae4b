/* SPDX-License-Identifier: MIT */
/* kills: perf.budget - needs long for numbers that are hardly there. */
#include <qiki/plugin.h>
#include <qiki/sample.h>
#include <math.h>
static const qiki_port inputs[] = {{"heard", "samples of its host", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 0, {0}}};
#define INPUTS QIKI_TABLE(inputs)
#define IN_TICK(s, t) do { \
    const qiki_view *v = (t)->view_count ? qiki_view_at(t, 0) : NULL; \
    const qiki_sample *first = v && v->count ? v->data : NULL; \
    if (first && fpclassify(first->v[0]) == FP_SUBNORMAL) \
        for (volatile int i = 0; i < 100000; ++i) {} \
} while (0)
#include "base.h"
