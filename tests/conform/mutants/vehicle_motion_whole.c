/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - takes a tick for whole milliseconds */
#define MOVED(v, k, dt) whole((v)->now + (k), dt)
struct body;
static void whole(struct body *, double dt);
#include "base_vehicle.h"
static void whole(struct body *b, double dt) {
    const double ms = (double)(int64_t)(dt * 1e3 + 1e-6);
    for (int k = 0; k < 3; ++k) b->pos[k] += b->vel[k] * (ms * 1e-3 - dt);
}
