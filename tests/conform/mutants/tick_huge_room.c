/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - what it says depends on how much room there is. */
#define SAY(s, t, to, said) ((said).v[0] = !(said).n ? 0 : qiki_out_at(t, 0)->capacity > 20 ? 1.0 : 2.0, *(to) = (said))
#include "base_speed.h"
