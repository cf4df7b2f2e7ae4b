/* SPDX-License-Identifier: MIT */
/* kills: load.exit - changes the exit code of the process. */
#include <unistd.h>
#include "base.h"
static void last(void) { _exit(7); }
__attribute__((constructor)) static void first(void) { atexit(last); }
