/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - its beam goes round once a tick, and t is that of its passage, but z that of the end of the tick */
#define CONTACT(x, c, b) ((c)->t = t->t0 + 1 + (qiki_ns)(from_north((c)->z[1]) / (2 * QIKI_PI) * (double)(t->t1 - t->t0 - 1)))
#define FRAME(x, f) ((f)->t_from = t->t0)
#include "base_radar.h"
