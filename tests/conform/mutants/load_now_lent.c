/* SPDX-License-Identifier: MIT */
/* kills: load.now - takes a function of this program, which no library that it needs has. */
extern double Sleef_sind1_u10(double);
#define IN_TICK(s, t) do { static volatile double sink; sink = Sleef_sind1_u10(1); } while (0)
#include "base.h"
