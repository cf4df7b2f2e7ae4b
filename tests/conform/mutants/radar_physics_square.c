/* SPDX-License-Identifier: MIT */
/* kills: radar.physics - echoes weaken by the square of range alone */
#define SNR(r, rcs) (105 + (rcs) - 20 * qiki_log10(r))
#include "base_radar.h"
