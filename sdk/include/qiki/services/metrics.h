/* SPDX-License-Identifier: MIT */
/* qiki/services/metrics.h - numbers about the plugin itself, in the run's report and never in its digest. */
#ifndef QIKI_METRICS_H
#define QIKI_METRICS_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_METRICS_ID "qiki.metrics/1"

typedef struct qiki_metrics {
    qiki_head head;
    /* A handle >= 0, or a negative status. The texts are copied. [create, configure] */
    int32_t (*declare)(const qiki_host *, const char *name, const char *unit, const char *help);
    /* Counters are integers and kept per worker: their sum does not depend on the order. Count 0 behind declare(), so that
     * nothing counted is a 0; what was neither counted nor set has no value. [configure, tick, also in pool tasks] */
    void (*count)(const qiki_host *, uint32_t worker, int32_t handle, int64_t add);
    /* The last value set wins. [tick, not in pool tasks; finish] */
    void (*gauge)(const qiki_host *, int32_t handle, double value);
} qiki_metrics;
QIKI_EXTERN_C_END
#endif
