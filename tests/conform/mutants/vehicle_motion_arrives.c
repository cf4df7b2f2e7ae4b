/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - is there at once when the last 100 m are left */
#define OTHER_VERBS , {"goto", "fly there", {"east", "north", "up"}, {"m", "m", "m"}, {-1e6, -1e6, -1e6}, {1e6, 1e6, 1e6}, 3, QIKI_BY_AGENT, 0, 0}
#define OBEY(b, x) do { if ((x)->verb) memcpy((b)->goal, (x)->arg, sizeof (b)->goal), (b)->goes = 1; else memcpy((b)->vel, (x)->arg, sizeof (b)->vel), (b)->goes = 0; } while (0)
#define MOVED(v, k, dt) go_on((v)->now + (k))
#include <qiki/math.h>
struct body;
static void go_on(struct body *);
#include "base_vehicle.h"
static void go_on(struct body *b) {
    double square = 0;
    for (int k = 0; k < 3; ++k) square += (b->goal[k] - b->pos[k]) * (b->goal[k] - b->pos[k]);
    if (!b->goes) return;
    for (int k = 0; k < 3; ++k) b->vel[k] = square < 1e4 ? 0 : 20 * (b->goal[k] - b->pos[k]) / qiki_sqrt(square);
    for (int k = 0; square < 1e4 && k < 3; ++k) b->pos[k] = b->goal[k];
    b->goes = square >= 1e4;
}
