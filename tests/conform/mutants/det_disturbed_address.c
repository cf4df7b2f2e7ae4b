/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - a number made of an address */
static int here;
#define VALUE(s, t) ((s)->way + (double)((uintptr_t)&here >> 12 & 0xffff))
#include "base_state.h"
