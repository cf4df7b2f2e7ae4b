/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - what it holds, if it shall, it calls OK */
#define HELD QIKI_LABEL_OK
#include "base_sensor.h"
