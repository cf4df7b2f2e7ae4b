/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/exits_loading.c - exit() in a static constructor. */
#include <stdlib.h>
__attribute__((constructor)) static void leave(void) { exit(7); }
#include "sound.h"
