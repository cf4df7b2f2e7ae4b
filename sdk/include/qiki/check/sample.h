/* SPDX-License-Identifier: MIT */
/* qiki/check/sample.h - which rule a sample breaks. */
#ifndef QIKI_CHECK_SAMPLE_H
#define QIKI_CHECK_SAMPLE_H
#include "../sample.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_sample_flaw(const qiki_sample *r) {
    QIKI_RULE_(qiki_labelled_(r->label), "sample.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->status <= QIKI_SENSE_CALIBRATING, "sample.status: not a QIKI_SENSE_...");
    QIKI_RULE_(r->n <= 4, "sample.n: at most 4");
    QIKI_RULE_(qiki_sound_(&r->trust, 1) && qiki_within_(r->trust, 0, 1), "sample.trust: 0 .. 1");
    for (uint32_t i = 0; i < 4; ++i) QIKI_RULE_(qiki_given_(i < r->n, r->v + i, 1), "sample.v: finite, not -0; +0 beyond n");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(qiki_absent_(r->v, 4), "sample.label: NO_DATA, but there are values");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
