/* SPDX-License-Identifier: MIT */
/* kills: sensor.channel - reaches no farther than half of what its channel may say, stops there, and calls that OK */
#define TURNS(b) (((b)->valid & QIKI_TRUTH_HAS_RATE) && (b)->label == QIKI_LABEL_OK)
#define RATE(b) ((b)->rate[2] > 5 / x->gain ? 5 / x->gain : (b)->rate[2] < -5 / x->gain ? -5 / x->gain : (b)->rate[2])
#include "base_wary_sensor.h"
