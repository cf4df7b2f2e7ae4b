/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - what it holds, if it shall, it says as if it were of now */
#define WHEN(x) t->t1
#include "base_sensor.h"
