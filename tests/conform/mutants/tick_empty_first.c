/* SPDX-License-Identifier: MIT */
/* kills: tick.empty - looks after its leader, also when nobody is there any more. */
/* also: host.older - where nobody is there any more, too */
#define FIELDS uint64_t leader;
#define LIFE_TICK(l, t, n, e) (s->leader = (l)->last == INT64_MIN ? 0 : s->leader, qiki_life_tick(l, t, n, e))
#define AT_START(s, t) do { if (v && (v->count || (s)->leader)) (s)->leader = ((const volatile qiki_truth *)v->data)->entity; } while (0)
#include "base_speed.h"
