/* SPDX-License-Identifier: MIT */
/* qiki/event.h - what happened, for guards, journals and scenario expectations; and the rows of a self-test. */
#ifndef QIKI_EVENT_H
#define QIKI_EVENT_H
#include "base.h"

#define QIKI_REC_EVENT    UINT32_C(0x000D0001)
#define QIKI_REC_SELFTEST UINT32_C(0x000E0001)

#define QIKI_SEVERITY_INFO     0u
#define QIKI_SEVERITY_NOTICE   1u
#define QIKI_SEVERITY_WARNING  2u
#define QIKI_SEVERITY_CRITICAL 3u

typedef struct qiki_event {
    uint64_t entity, track; /* 0: not about one */
    qiki_ns  t;
    uint32_t code;         /* text id of its name, "UNKNOWN_CONTACT_CLOSE" */
    uint32_t text;         /* text id of the sentence for the human; 0: none */
    uint32_t source;       /* qiki_instance_info.index */
    uint8_t  severity;     /* QIKI_SEVERITY_... */
    uint8_t  label;
    uint8_t  n;            /* values used in v */
    uint8_t  reserved;
    double   v[4];         /* the numbers behind it: distance, limit, ... */
} qiki_event;
QIKI_RECORD(qiki_event, 72);

#define QIKI_TEST_PASS 0u
#define QIKI_TEST_WARN 1u
#define QIKI_TEST_FAIL 2u
#define QIKI_TEST_SKIP 3u

/* Written by ext/selftest.h. */
typedef struct qiki_selftest_row {
    uint64_t entity;
    qiki_ns  t;
    char     device[24], found[40]; /* UTF-8, zero-filled */
    double   value, min, max;
    uint8_t  result;       /* QIKI_TEST_... */
    uint8_t  label;
    uint8_t  reserved[6];
} qiki_selftest_row;
QIKI_RECORD(qiki_selftest_row, 112);
#endif
