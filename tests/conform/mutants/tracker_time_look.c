/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - takes a contact to be as new as its look, and as each look since that it does not count */
#define TOLD(x, a, r) if (!(a)->misses) (r)->t_update = (r)->t
#include "base_tracker.h"
