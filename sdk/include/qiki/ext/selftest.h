/* SPDX-License-Identifier: MIT */
/* qiki/ext/selftest.h - power-on self-test: rows for the BIOS screen and the health score. */
#ifndef QIKI_SELFTEST_H
#define QIKI_SELFTEST_H
#include "../event.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_SELFTEST_ID "qiki.selftest/1"

typedef struct qiki_selftest {
    qiki_head head;
    /* Writes up to capacity rows into the caller's array and returns how many there are; negative: could not test at
     * all. Changes no state. [control] */
    int32_t (*run)(void *self, qiki_ns t, qiki_selftest_row *rows, uint32_t capacity, qiki_error *);
} qiki_selftest;
QIKI_EXTERN_C_END
#endif
