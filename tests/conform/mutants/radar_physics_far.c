/* SPDX-License-Identifier: MIT */
/* kills: radar.physics - sees better what is farther */
#define FINDS(r) ((r) < 8e3 ? 0.5 : 1.0)
#include "base_radar.h"
