/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - has room for 256 bodies. */
#define FIELDS double fastest[256];
#define SAY(s, t, to, said) ((s)->fastest[(s)->next] = (said).v[0], *(to) = (said))
#include "base_speed.h"
