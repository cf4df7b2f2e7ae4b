/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - has failed, and is sure all the same */
#define SAMPLE(c, r) if (t->seq % 7 == 5 && (r)->label == QIKI_LABEL_OK) (r)->status = QIKI_SENSE_FAILED
#include "base_sensor.h"
