/* SPDX-License-Identifier: MIT */
/* kills: tick.poison-input - believes every speed. */
#define NO_SPEED(v) 0
#include "base_speed.h"
