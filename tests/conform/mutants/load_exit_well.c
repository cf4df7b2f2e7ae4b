/* SPDX-License-Identifier: MIT */
/* kills: load.exit - ends the process in a static destructor, as if all were well. */
#include "base.h"
__attribute__((destructor)) static void end(void) { exit(0); }
