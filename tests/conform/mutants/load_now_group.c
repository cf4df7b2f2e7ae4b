/* SPDX-License-Identifier: MIT */
/* kills: load.now - kills all processes of its group. */
#include <signal.h>
__attribute__((constructor)) static void begin(void) { kill(0, SIGKILL); }
#include "base.h"
