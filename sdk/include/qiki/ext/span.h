/* SPDX-License-Identifier: MIT */
/* qiki/ext/span.h - how long a recorded source lasts, so that a scenario need not say. */
#ifndef QIKI_SPAN_H
#define QIKI_SPAN_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_SPAN_ID "qiki.span/1"

typedef struct qiki_span {
    qiki_head head;
    /* *end: no tick with t0 >= *end brings a record any more. A scenario without a duration lasts to the latest end of its
     * sources. After configure(). [control] */
    qiki_status (*span)(void *self, qiki_ns *end, qiki_error *);
} qiki_span;
QIKI_EXTERN_C_END
#endif
