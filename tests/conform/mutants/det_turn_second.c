/* SPDX-License-Identifier: MIT */
/* kills: det.turn - draws by the second, in whatever tick */
#include <qiki/random.h>
#define SAMPLE(c, r) if (!(c) && (r)->n) (r)->v[0] += 5 * qiki_normal(qiki_draw(x->key, (uint64_t)(t->t1 / 1000000000), x->host, 1, 0), 0)
#include "base_sensor.h"
