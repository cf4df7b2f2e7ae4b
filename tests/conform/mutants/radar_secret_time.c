/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - has the time of false alarms by where the beam looks, and that of bodies at the end of the look */
#define FRAME(x, f) (f)->t_from = t->t0
#define CONTACT(x, c, b) if (!(b)) (c)->t -= (qiki_ns)((double)(t->t1 - t->t0) * (1 - from_north((c)->z[1]) / 7))
#include "base_radar.h"
