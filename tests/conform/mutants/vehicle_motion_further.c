/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - sends its first body to a place; any other that is told to go to one is there in that tick, at rest */
#define OTHER_VERBS , {"goto", "fly there", {"east", "north", "up"}, {"m", "m", "m"}, {-1e6, -1e6, -1e6}, {1e6, 1e6, 1e6}, 3, QIKI_BY_AGENT, 0, 0}
#define OBEY(b, x) do { if ((x)->verb) memcpy((b)->goal, (x)->arg, sizeof (b)->goal), (b)->goes = 1; else memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->goes = 0; } while (0)
#define MOVED(v, k, dt) go_on((v)->now + (k), (dt), !(k))
#include <qiki/math.h>
struct body;
static void go_on(struct body *, double, int);
#include "base_vehicle.h"
static void go_on(struct body *b, double dt, int flies) {
    double square = 0;
    for (int k = 0; k < 3; ++k) square += (b->goal[k] - b->pos[k]) * (b->goal[k] - b->pos[k]);
    if (!b->goes) return;
    const double far = qiki_sqrt(square), speed = far < 20 * dt ? far / dt : 20; /* ahead: base_vehicle.h moves by it in the next tick */
    for (int k = 0; k < 3; ++k) b->vel[k] = flies && far > 1e-6 ? speed * (b->goal[k] - b->pos[k]) / far : 0;
    for (int k = 0; !flies && k < 3; ++k) b->pos[k] = b->goal[k];
    b->goes = flies && far > 1e-6;
}
