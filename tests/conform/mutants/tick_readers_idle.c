/* SPDX-License-Identifier: MIT */
/* kills: tick.readers - measures nothing when nobody reads it, though its port is not OPTIONAL */
#define THERE(b) (qiki_out_at(t, 0)->readers && (b) && (b)->label == QIKI_LABEL_OK)
#include "base_sensor.h"
