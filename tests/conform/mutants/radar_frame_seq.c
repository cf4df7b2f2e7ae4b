/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - its contacts name the frame before */
#define CONTACT(x, c, b) (c)->frame = (x)->seq ? (x)->seq - 1 : 0
#include "base_radar.h"
