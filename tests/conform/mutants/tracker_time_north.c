/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a sector through north is empty */
#define LOOKED(f, t) ((f)->bearing[0] <= (f)->bearing[1] && qiki_looked_at(f, (t)->x))
#include "base_tracker.h"
