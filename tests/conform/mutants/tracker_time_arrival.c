/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - is as new as its frame is late */
/* also: tick.poison-input - whose frames arrive at 0 */
#define BEFORE(x, f) ((x)->seq = (uint64_t)(f)->t_available)
#define TOLD(x, a, r) if ((a)->update == (x)->now) arrives(x, r)
#include <qiki/track.h>
struct tracker;
static void arrives(const struct tracker *, qiki_track *);
#include "base_tracker.h"
static void arrives(const struct tracker *x, qiki_track *r) {
    const double since = (double)((qiki_ns)x->seq - r->t) * 1e-9;
    for (int k = 0; k < 3; ++k) r->x[k] = r->x[k] + since * r->x[k + 3] + 0.0;
    r->t = r->t_update = (qiki_ns)x->seq;
}
