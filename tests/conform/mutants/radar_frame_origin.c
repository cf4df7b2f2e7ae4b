/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - says by row of the truth whom a contact comes from */
/* also: det.crowd tick.poison-input - a row is nobody, and goes with the bodies before it */
#define ORIGIN(x, b) (x)->next
#include "base_radar.h"
