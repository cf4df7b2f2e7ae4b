/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - gives false alarms ids of a row of their own */
#define CONTACT(x, c, b) if (!(b)) (c)->id += UINT64_C(1) << 40
#include "base_radar.h"
