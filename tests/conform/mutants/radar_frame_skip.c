/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - counts its frames by two */
#define FRAME(x, f) (x)->seq++
#include "base_radar.h"
