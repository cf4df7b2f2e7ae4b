/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - draws errors by the low 16 bits of the tick's number */
#define NOISE(k) qiki_normal(qiki_draw(x->key, (uint16_t)t->seq, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#include "base_radar.h"
