/* SPDX-License-Identifier: MIT */
/* kills: state.continue - begins to number tracks behind the highest id that lives: that of one that has ended comes again after load() */
#include <stdint.h>
struct tracker;
static uint64_t number(struct tracker *);
#define NEXT_ID(x) number(x)
#include "base_tracker.h"
static uint64_t number(tracker *x) {
    uint64_t most = 0;
    for (const target *a = x->of; a < x->of + x->live; ++a) if (a->id > most) most = a->id;
    if (!x->apart) x->born = most;
    return x->apart = 1, ++x->born;
}
