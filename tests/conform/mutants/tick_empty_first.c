/* SPDX-License-Identifier: MIT */
/* kills: tick.empty - looks after its leader, also when nobody is there any more. */
#define FIELDS uint64_t leader;
#define AT_START(s, t) do { if (v && (v->count || (s)->leader)) (s)->leader = ((const volatile qiki_truth *)v->data)->entity; } while (0)
#include "base_speed.h"
