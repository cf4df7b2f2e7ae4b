/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/ill.c - a plugin whose self-test passes, warns and fails. */
#include "qiki/ext/selftest.h"
#include <string.h>
static int32_t run(void *self, qiki_ns t, qiki_selftest_row *rows, uint32_t capacity, qiki_error *e) {
    (void)self, (void)t, (void)e;
    const qiki_selftest_row all[] = {
        {.device = "antenna", .found = "turns", .value = 2, .min = 1, .max = 3, .result = QIKI_TEST_PASS},
        {.device = "a device name of 24 char", .found = "61", .value = 61, .max = 60, .result = QIKI_TEST_WARN},
        {.device = "receiver", .found = "deaf", .result = QIKI_TEST_FAIL}};
    if (capacity >= 3) memcpy(rows, all, sizeof all);
    return 3;
}
static const qiki_selftest selftest = {QIKI_HEAD(qiki_selftest), run};
#define ID "org.example.ill"
#define EXTENSION (strcmp(id, QIKI_SELFTEST_ID) ? NULL : &selftest)
#include "sound.h"
