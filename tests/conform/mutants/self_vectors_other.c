/* SPDX-License-Identifier: MIT */
/* kills: self.vectors - does not say any more what its own scenario states. */
#define SAY(s, t, to, said) ((said).v[0] *= 2, *(to) = (said))
#include "base_speed.h"
