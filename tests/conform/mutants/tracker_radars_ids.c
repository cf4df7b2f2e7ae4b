/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - a track bears the number of its first contact, which another radar's may have, too */
#define NEXT_ID(x) (p->id)
#include "base_tracker.h"
