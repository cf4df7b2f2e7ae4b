/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - a new track takes the number of one that ended */
#define NEXT_ID(x) free_id(x)
#include <stdint.h>
struct tracker;
static uint64_t free_id(struct tracker *);
#include "base_tracker.h"
static uint64_t free_id(tracker *x) {
    for (uint64_t id = 1;; ++id) {
        const target *a = x->of;
        while (a < x->of + x->live && a->id != id) ++a;
        if (a == x->of + x->live) return id;
    }
}
