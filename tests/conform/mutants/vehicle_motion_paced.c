/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - takes every tick for as long as its first one */
#define MOVED(v, k, dt) pace((v)->now + (k), t, dt)
#include <qiki/plugin.h>
struct body;
static void pace(struct body *, const qiki_tick *, double dt);
#include "base_vehicle.h"
static void pace(struct body *b, const qiki_tick *t, double dt) {
    if (!b->goes) b->goes = (uint64_t)(t->t1 - t->t0);
    for (int k = 0; k < 3; ++k) b->pos[k] += b->vel[k] * ((double)b->goes * 1e-9 - dt);
}
