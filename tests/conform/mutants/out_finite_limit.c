/* SPDX-License-Identifier: MIT */
/* kills: out.finite - trusts itself the less, the more it amplifies, down below 0. */
#define SAMPLE(c, r) if ((r)->n) (r)->trust = 1 - (x->gain - 0.5) / 100
#include "base_sensor.h"
