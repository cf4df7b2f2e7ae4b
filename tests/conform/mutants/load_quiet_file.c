/* SPDX-License-Identifier: MIT */
/* kills: load.quiet - opens a file while it is loaded. */
#include <fcntl.h>
__attribute__((constructor)) static void begin(void) { (void)open("/etc/passwd", O_RDONLY); }
#include "base.h"
