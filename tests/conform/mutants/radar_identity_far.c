/* SPDX-License-Identifier: MIT */
/* kills: radar.identity - knows the address of far echoes, too */
/* also: radar.secret - an address is a name */
#define CONTACT(x, c, b) if ((b) && ((b)->valid & QIKI_TRUTH_HAS_ADDRESS)) (c)->valid |= QIKI_CONTACT_HAS_ADDRESS, (c)->address24 = (b)->address24 & 0xFFFFFF
#include "base_radar.h"
