/* SPDX-License-Identifier: MIT */
/* kills: radar.frame - a frame that names contacts of the frame before. */
#define FRAME_FIRST(s) ((s)->begun ? (s)->begun - 1 : 0)
#include "base_echo.h"
