/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - has 16 bits for the id of a contact */
#define CONTACT(x, c, b) (c)->id = (c)->id % 65535 + 1
#include "base_radar.h"
