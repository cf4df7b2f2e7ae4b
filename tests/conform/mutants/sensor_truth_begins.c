/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - in its first tick it cannot know how fast it turns, and says 0 */
#define RATE(b) (t->seq ? (b)->rate[2] : 0)
#include "base_sensor.h"
