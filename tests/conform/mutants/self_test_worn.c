/* SPDX-License-Identifier: MIT */
/* kills: self.test - moves the device to test it when it is not new any more */
#include <qiki/ext/selftest.h>
static int32_t run(void *, qiki_ns, qiki_selftest_row *, uint32_t, qiki_error *);
static const qiki_selftest tests = {QIKI_HEAD(qiki_selftest), run};
#define OFFERS(id) (!strcmp(id, QIKI_STATE_ID) ? (const void *)&states : !strcmp(id, QIKI_SELFTEST_ID) ? (const void *)&tests : NULL)
#include "base_state.h"
static int32_t run(void *self, qiki_ns t, qiki_selftest_row *rows, uint32_t capacity, qiki_error *e) {
    sensor *s = ((void)e, self);
    if (s->way > 100) s->way += 1e-6;
    if (capacity) rows[0] = (qiki_selftest_row){.t = t, .device = "way", .found = "ok", .result = QIKI_TEST_PASS, .label = QIKI_LABEL_OK};
    return 1;
}
