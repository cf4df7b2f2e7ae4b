/* SPDX-License-Identifier: MIT */
/* kills: load.now - calls what nobody defines. */
void nobody_defines_this(void);
#define IN_TICK(s, t) nobody_defines_this()
#include "base.h"
