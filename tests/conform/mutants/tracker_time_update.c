/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - counts a look without a contact as an update */
#define TOLD(x, a, r) (r)->t_update = (r)->t
#include "base_tracker.h"
