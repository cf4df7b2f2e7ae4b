/* SPDX-License-Identifier: MIT */
/* kills: radar.physics - what closes has a range rate above 0 */
#define RATE(v) (-(v))
#include "base_radar.h"
