/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - looks at 512 bodies and leaves out the others */
#define REACH(r, b) (x->next < 512 && (r) >= 50 && (r) <= 40e3)
#include "base_radar.h"
