/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - a new track takes the number of one that ended, while they are few */
#include <stdint.h>
struct tracker;
static uint64_t free_id(struct tracker *);
#define NEXT_ID(x) free_id(x)
#include "base_tracker.h"
static uint64_t free_id(tracker *x) {
    for (uint64_t id = 1; x->live < 50; ++id) {
        const target *a = x->of;
        while (a < x->of + x->live && a->id != id) ++a;
        if (a == x->of + x->live) return x->born = id > x->born ? id : x->born, id;
    }
    return ++x->born;
}
