/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - finds seven of ten, and promises nine */
#define FINDS(r) 0.7
#include "base_radar.h"
