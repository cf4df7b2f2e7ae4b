/* SPDX-License-Identifier: MIT */
/* kills: sensor.honest-sigma - draws the errors of a body once, for all looks */
#define NOISE(k) qiki_normal(qiki_draw(x->key, 0, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#include "base_radar.h"
