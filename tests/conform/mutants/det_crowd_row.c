/* SPDX-License-Identifier: MIT */
/* kills: det.crowd - noise hangs on the place in the truth, not on the body */
#define WHO(x, b) ((void)(b), (x)->next + 1)
#include "base_radar.h"
