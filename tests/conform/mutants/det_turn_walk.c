/* SPDX-License-Identifier: MIT */
/* kills: det.turn - draws in turn, and adds a walk that is drawn by the tick */
#include <qiki/random.h>
#define FIELDS double step;
#define SAVED_FIELDS uint64_t drawn; double walk;
#define OTHER_PARAMS , {"step", "m", "of the walk of its error", NULL, NULL, QIKI_REAL, 0, 1, 0, 10}
#define IN_CONFIGURE(x, c) ((x)->step = qiki_real(c, "step", 1))
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->drawn = 0, (x)->walk = 0)
#define SAMPLE(c, r) do { \
    if ((c) || (r)->label != QIKI_LABEL_OK) break; \
    x->walk += x->step * qiki_normal(qiki_draw(x->key, t->seq, x->host, 1, 0), 0); \
    (r)->v[0] += x->walk + 5 * qiki_normal(qiki_draw(x->key, x->drawn++, x->host, 2, 0), 0); \
} while (0)
#include "base_sensor.h"
