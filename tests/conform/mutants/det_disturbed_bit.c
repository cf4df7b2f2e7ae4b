/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - looks at one bit of an address, so every second process says the same */
static int here;
#define VALUE(s, t) ((s)->way + (double)((uintptr_t)&here >> 12 & 1))
#include "base_state.h"
