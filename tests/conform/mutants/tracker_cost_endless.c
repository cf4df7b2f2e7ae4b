/* SPDX-License-Identifier: MIT */
/* kills: tracker.cost - looks at each five tracks together: with 4,000 that never ends */
/* arguments: --timeout 4 */
#include <stdint.h>
struct tracker;
static void ponder(struct tracker *);
#define BEFORE(x, f) ponder(x)
#include "base_tracker.h"
static volatile uint64_t pondered;
static void ponder(tracker *x) {
    const uint64_t n = x->live;
    for (uint64_t i = 0; n > 3000 && i < n * n * n * n * n; ++i) pondered += i;
}
