/* SPDX-License-Identifier: MIT */
/* kills: load.now - its constructor ends the process as if all were well. */
#include <stdlib.h>
__attribute__((constructor)) static void begin(void) { exit(0); }
#include "base.h"
