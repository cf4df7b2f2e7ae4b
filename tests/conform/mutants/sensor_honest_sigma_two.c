/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - draws the errors once for each two looks */
#define NOISE(k) qiki_normal(qiki_draw(x->key, t->seq / 2, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#include "base_radar.h"
