/* SPDX-License-Identifier: MIT */
/* kills: radar.identity - an echo says its height by pressure */
#define CONTACT(x, c, b) if ((c)->band == QIKI_BAND_LR) (c)->valid |= QIKI_CONTACT_HAS_HEIGHT, (c)->height_m = 5000
#include "base_radar.h"
