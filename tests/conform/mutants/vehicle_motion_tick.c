/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - its first body moves by 0.1 s however long a tick is; once it is told to lie still, nobody sees that */
#define OTHER_VERBS , {"stop", "lie still", {NULL}, {NULL}, {0}, {0}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY, 0}
#define OBEY(b, x) do { if ((x)->verb) memset((b)->vel, 0, sizeof (b)->vel); else memcpy((b)->vel, (x)->arg, sizeof (b)->vel); } while (0)
#define MOVED(v, k, dt) if (!(k)) for (int i = 0; i < 3; ++i) (v)->now[k].pos[i] += (v)->now[k].vel[i] * (0.1 - (dt))
#include "base_vehicle.h"
