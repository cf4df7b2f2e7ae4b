/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - says what its outputs have no room for, and not that it follows five hundred at most */
#include <qiki/c.h>
#include <qiki/track.h>
static inline void *next_or(qiki_out *o, void *spare, uint64_t *left_out) {
    void *const next = qiki_next(o);
    return next ? next : (*left_out = 1, spare);
}
#define qiki_next(o) next_or(o, &(union { qiki_track t; qiki_assoc a; }){0}, &x->left_out)
#define qiki_room(o) 1
#define COUNT(f, v) ((f)->count < 500 ? (f)->count : 500)
#include "base_tracker.h"
