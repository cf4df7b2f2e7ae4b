/* SPDX-License-Identifier: MIT */
/* kills: load.now - its constructor touches memory that is not there. */
__attribute__((constructor)) static void begin(void) { *(volatile int *)8 = 1; }
#include "base.h"
