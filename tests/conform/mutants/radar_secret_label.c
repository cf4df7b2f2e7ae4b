/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - labels false alarms FALLBACK */
#define CONTACT(x, c, b) if (!(b)) (c)->label = QIKI_LABEL_FALLBACK
#include "base_radar.h"
