/* SPDX-License-Identifier: MIT */
/* qiki/check/event.h - which rule an event or a row of a self-test breaks. */
#ifndef QIKI_CHECK_EVENT_H
#define QIKI_CHECK_EVENT_H
#include "../event.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_event_flaw(const qiki_event *r) {
    QIKI_RULE_(qiki_labelled_(r->label), "event.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->severity <= QIKI_SEVERITY_CRITICAL, "event.severity: not a QIKI_SEVERITY_...");
    QIKI_RULE_(r->n <= 4, "event.n: at most 4");
    for (uint32_t i = 0; i < 4; ++i) QIKI_RULE_(qiki_given_(i < r->n, r->v + i, 1), "event.v: finite, not -0; +0 beyond n");
    QIKI_RULE_(!r->reserved, "event.reserved: not 0");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(qiki_absent_(r->v, 4), "event.label: NO_DATA, but there are values");
    return NULL;
}

static inline const char *qiki_selftest_row_flaw(const qiki_selftest_row *r) {
    QIKI_RULE_(qiki_labelled_(r->label), "selftest_row.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->result <= QIKI_TEST_SKIP, "selftest_row.result: not a QIKI_TEST_...");
    QIKI_RULE_(r->device[0], "selftest_row.device: has no name");
    QIKI_RULE_(qiki_filled_(r->device, sizeof r->device), "selftest_row.device: not zero-filled");
    QIKI_RULE_(qiki_filled_(r->found, sizeof r->found), "selftest_row.found: not zero-filled");
    QIKI_RULE_(qiki_sound_(&r->value, 1), "selftest_row.value: finite, not -0");
    QIKI_RULE_(qiki_sound_(&r->min, 1) && qiki_sound_(&r->max, 1) && r->min <= r->max, "selftest_row.min, max: finite, ascending");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "selftest_row.reserved: not 0");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(qiki_absent_(&r->value, 1), "selftest_row.label: NO_DATA, but there is a value");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
