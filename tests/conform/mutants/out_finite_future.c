/* SPDX-License-Identifier: MIT */
/* kills: out.finite - says what will be measured a second from now. */
#define SAY(s, t, to, said) ((said).t += 1000000000, *(to) = (said))
#include "base_speed.h"
