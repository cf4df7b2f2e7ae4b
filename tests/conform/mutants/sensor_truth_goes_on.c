/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - says where it was last, and OK, when its carrier is gone */
#define THERE(b) (!(b) || (b)->label == QIKI_LABEL_OK)
#include "base_sensor.h"
