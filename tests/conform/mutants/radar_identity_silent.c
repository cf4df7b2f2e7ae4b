/* SPDX-License-Identifier: MIT */
/* kills: radar.identity - hears the code of bodies without a transponder */
/* also: radar.secret - an address is a name */
#define CONTACT(x, c, b) if ((b) && (c)->z[0] < 5000 && ((b)->valid & QIKI_TRUTH_HAS_MODE3A)) (c)->valid |= QIKI_CONTACT_HAS_MODE3A, (c)->mode3a = (b)->mode3a & 07777
#include "base_radar.h"
