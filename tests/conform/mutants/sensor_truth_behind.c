/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - says the place of an older truth as that of now */
#define AGE(t, b) ((void)(t), (void)(b), 0.0)
#include "base_sensor.h"
