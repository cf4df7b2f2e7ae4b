/* SPDX-License-Identifier: MIT */
/* kills: radar.field - has false alarms all around, whatever its sector */
/* also: det.crowd - their places are drawn by how many bodies are before them */
#define CONTACT(x, c, b) if (!(b)) (c)->z[1] = 2 * QIKI_PI * qiki_uniform(qiki_draw((x)->key, t->seq, (x)->next, PLACE, 7), 0)
#include "base_radar.h"
