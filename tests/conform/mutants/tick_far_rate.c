/* SPDX-License-Identifier: MIT */
/* kills: tick.far - rounds a tick to seconds and divides by them. */
#define SAY(s, t, to, said) ((said).v[0] = (said).v[0] / (double)(((t)->t1 - (t)->t0) / 1000), *(to) = (said))
#include "base_speed.h"
