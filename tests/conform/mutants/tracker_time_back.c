/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a late frame turns the clock of all tracks back */
#define LATE(x, f) (((f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest)) && ((x)->seq = (uint64_t)(f)->t_to, 1))
#define BEFORE(x, f) ((x)->seq = 0)
#define TOLD(x, a, r) if ((x)->seq && (r)->t_birth <= (qiki_ns)(x)->seq) turns_back((qiki_ns)(x)->seq, r)
#include <qiki/track.h>
static void turns_back(qiki_ns, qiki_track *);
#include "base_tracker.h"
static void turns_back(qiki_ns t, qiki_track *r) {
    const double by = (double)(r->t - t) * 1e-9;
    for (int k = 0; k < 3; ++k) r->x[k] = r->x[k] - by * r->x[k + 3] + 0.0;
    r->t = t, r->t_update = r->t_birth;
}
