/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a late frame turns the clock of all tracks back */
#define LATE(x, f) ((f)->t_to <= (x)->now && ((x)->seq = (uint64_t)(f)->t_to, 1))
#define BEFORE(x, f) ((x)->seq = 0)
#define TOLD(x, a, r) if ((x)->seq && (r)->t_birth <= (qiki_ns)(x)->seq) (r)->t = (r)->t_update = (qiki_ns)(x)->seq
#include "base_tracker.h"
