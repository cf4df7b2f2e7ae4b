/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - finds less after 1,000 looks, and does not say so */
#define FINDS(r) (t->seq > 1000 ? 0.85 : 0.9)
#include "base_radar.h"
