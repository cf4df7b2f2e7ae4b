/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - was available before the tick */
#define FRAME(x, f) (f)->t_available = (f)->t_to = (f)->t_from = t->t0
#define CONTACT(x, c, b) (c)->t = t->t0
#include "base_radar.h"
