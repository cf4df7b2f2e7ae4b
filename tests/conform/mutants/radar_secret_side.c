/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - says in its decibels who is a foe */
#define CONTACT(x, c, b) if ((b) && (b)->iff == QIKI_IFF_HOSTILE) (c)->snr_db += 0x1p-20
#include "base_radar.h"
