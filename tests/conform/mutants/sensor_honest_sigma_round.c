/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - draws the errors by a byte, which begins anew after 256 looks */
#define NOISE(k) qiki_normal(qiki_draw(x->key, (uint8_t)t->seq, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#include "base_radar.h"
