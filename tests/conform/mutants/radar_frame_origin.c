/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - says by row of the truth whom a contact comes from */
#define ORIGIN(x, b) (x)->next
#include "base_radar.h"
