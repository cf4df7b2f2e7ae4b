/* SPDX-License-Identifier: MIT */
/* kills: out.finite - an infinite value */
/* also: state.none - a value that stays infinite is a state */
#define IN_TICK(s, t) if ((t)->seq == 30) s->step = 1e308 * 10
#include "base.h"
