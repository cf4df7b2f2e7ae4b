/* SPDX-License-Identifier: MIT */
/* kills: err.text - clears the text at the beginning of every tick, as if to say that nothing is wrong yet */
#define AT_TICK(s, t) if (e) e->key = -1, e->text[0] = 0
#include "base.h"
