/* SPDX-License-Identifier: MIT */
/* kills: det.seed - all chance has the same key */
#define KEYED(i) UINT64_C(0)
#include "base_radar.h"
