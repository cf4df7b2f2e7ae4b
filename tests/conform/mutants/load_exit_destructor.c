/* SPDX-License-Identifier: MIT */
/* kills: load.exit - aborts in a static destructor. */
#include "base.h"
__attribute__((destructor)) static void end(void) { abort(); }
