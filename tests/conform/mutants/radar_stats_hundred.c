/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - looks at a hundred bodies and leaves out the others */
#define REACH(r, b) (x->next < 100 && (r) >= 50 && (r) <= 40e3)
#include "base_radar.h"
