/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - takes an invalid truth for one */
#define THERE(b) ((b) && (b)->label != QIKI_LABEL_NO_DATA)
#include "base_sensor.h"
