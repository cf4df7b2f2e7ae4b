/* SPDX-License-Identifier: MIT */
/* kills: out.finite - brings a frame before it is available. */
#define AVAILABLE(s, t) ((t)->t1 + 5000000)
#include "base_echo.h"
