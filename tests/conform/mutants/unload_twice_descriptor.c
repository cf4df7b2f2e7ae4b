/* SPDX-License-Identifier: MIT */
/* kills: unload.twice - a descriptor of a life before, which nobody closes */
#include <unistd.h>
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
#define IN_DEINIT() if (dup(2) < 0) _exit(1)
#include "base_state.h"
