/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - goes on for 100 s at most, however long a tick is */
#define MOVED(v, k, dt) cut((v)->now + (k), dt)
struct body;
static void cut(struct body *, double dt);
#include "base_vehicle.h"
static void cut(struct body *b, double dt) {
    for (int k = 0; k < 3 && dt > 100; ++k) b->pos[k] += b->vel[k] * (100 - dt);
}
