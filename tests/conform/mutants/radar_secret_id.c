/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - numbers its contacts by bodies */
#define CONTACT(x, c, b) if (b) (c)->id = ((x)->seq + 1) << 32 | (((b)->entity & 0xFFFFFFFF) ^ 0x5555)
#include "base_radar.h"
