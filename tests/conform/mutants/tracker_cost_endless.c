/* SPDX-License-Identifier: MIT */
/* kills: tracker.cost - looks at each six of about a hundred tracks together, which never ends */
/* arguments: --timeout 5 */
#include <stdint.h>
struct tracker;
static void ponder(struct tracker *);
#define BEFORE(x, f) ((x)->seq = (f)->count, ponder(x))
#include "base_tracker.h"
static volatile uint64_t pondered;
static void ponder(tracker *x) {
    const uint64_t n = x->live;
    for (uint64_t i = 0; x->seq > 96 && x->seq < 120 && i < n * n * n * n * n * n; ++i) pondered += i;
}
