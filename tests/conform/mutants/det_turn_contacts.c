/* SPDX-License-Identifier: MIT */
/* kills: det.turn - a radar that draws by the last 16 bits of the tick */
#define NOISE(k) qiki_normal(qiki_draw(x->key, (uint16_t)t->seq, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#define FINDS(r) 1
#define ALARMS 0
#define FRAME(x, f) ((f)->clutter_density = 0, (f)->pd = 1)
#include "base_radar.h"
