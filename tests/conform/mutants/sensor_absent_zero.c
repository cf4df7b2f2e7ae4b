/* SPDX-License-Identifier: MIT */
/* kills: sensor.absent - an unknown rate is 0 */
#define TURNS(b) 1
#define RATE(b) ((b)->valid & QIKI_TRUTH_HAS_RATE ? (b)->rate[2] : 0)
#include "base_sensor.h"
