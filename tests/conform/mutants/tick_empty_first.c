/* SPDX-License-Identifier: MIT */
/* kills: tick.empty - looks at the first body before it asks whether there is one. */
#define FIELDS uint64_t leader;
#define AT_START(s, t) ((s)->leader = v ? ((const volatile qiki_truth *)v->data)->entity : 0)
#include "base_speed.h"
