/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - range, bearing and elevation err by the same draw */
#define NOISE(k) qiki_normal(qiki_draw(x->key, t->seq, who, ERRORS, 0), 0)
#include "base_radar.h"
