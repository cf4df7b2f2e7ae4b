/* SPDX-License-Identifier: MIT */
/* kills: self.test - a row with a label that there is not, and -0 */
#include <qiki/ext/selftest.h>
static int32_t run(void *, qiki_ns, qiki_selftest_row *, uint32_t, qiki_error *);
static const qiki_selftest tests = {QIKI_HEAD(qiki_selftest), run};
#define OFFERS(id) (!strcmp(id, QIKI_STATE_ID) ? (const void *)&states : !strcmp(id, QIKI_SELFTEST_ID) ? (const void *)&tests : NULL)
#include "base_state.h"
static int32_t run(void *self, qiki_ns t, qiki_selftest_row *rows, uint32_t capacity, qiki_error *e) {
    ((void)self, (void)e);
    if (capacity) rows[0] = (qiki_selftest_row){.t = t, .device = "way", .found = "ok", .value = -0.0, .result = QIKI_TEST_PASS, .label = 77};
    return 1;
}
