/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - puts a member of the host right. */
#define AT_END(s, t) (o->readers = 0)
#include "base_speed.h"
