/* SPDX-License-Identifier: MIT */
/* kills: tick.more - the number of the pass goes into what it says. */
#define SAY(s, t, to, said) ((said).v[0] += (t)->pass, *(to) = (said))
#include "base_speed.h"
