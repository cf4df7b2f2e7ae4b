/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - gives even ids to bodies and odd ones to false alarms */
#define CONTACT(x, c, b) (c)->id = 2 * (c)->id + !(b)
#include "base_radar.h"
