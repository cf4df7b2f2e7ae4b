/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - a number made of an address */
/* also: swap.live - where the second library lies elsewhere */
static int here;
#define VALUE(s, t) ((s)->way + (double)((uintptr_t)&here >> 12 & 0xffff))
#include "base_state.h"
