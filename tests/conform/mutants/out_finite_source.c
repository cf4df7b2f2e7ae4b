/* SPDX-License-Identifier: MIT */
/* kills: out.finite - a radar that does not say which one it is */
#define FRAME(x, f) (f)->source = 0
#include "base_radar.h"
