/* SPDX-License-Identifier: MIT */
/* kills: out.finite - says what it measured, and QIKI_SKIPPED */
#define OUTS 1
#define OTHER_OUTPUTS
#define BESIDES(x, t, there) if (there) return (x)->life.phase = QIKI_LIFE_READY, QIKI_SKIPPED
#include "base_sensor.h"
