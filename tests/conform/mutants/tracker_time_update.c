/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - counts a look without a contact as an update */
/* also: tracker.input - contacts that may not be used are none, and it counts their look, too */
#define TOLD(x, a, r) (r)->t_update = (r)->t
#include "base_tracker.h"
