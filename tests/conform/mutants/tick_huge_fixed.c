/* SPDX-License-Identifier: MIT */
/* kills: tick.huge - has room for 256 bodies. */
/* also: det.pool - which has as many bodies, and finds the heap damaged */
#define FIELDS double fastest[256];
#define SAY(s, t, to, said) ((s)->fastest[(s)->next] = (said).v[0], *(to) = (said))
#include "base_speed.h"
