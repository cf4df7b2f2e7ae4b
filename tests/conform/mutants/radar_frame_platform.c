/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - names its platform by an index */
#define FRAME(x, f) ((f)->platform = (x)->index + 1000)
#include "base_radar.h"
