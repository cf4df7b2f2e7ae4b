/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - takes a stale truth for one */
#define THERE(b) ((b) && ((b)->label == QIKI_LABEL_OK || (b)->label == QIKI_LABEL_STALE))
#include "base_sensor.h"
