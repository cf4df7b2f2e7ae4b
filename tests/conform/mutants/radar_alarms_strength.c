/* SPDX-License-Identifier: MIT */
/* kills: radar.alarms - each false alarm is as strong as the other */
#define CONTACT(x, c, b) if (!(b)) (c)->snr_db = 13
#include "base_radar.h"
