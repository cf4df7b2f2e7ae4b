/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - opens a file in create and never closes it. */
#include <fcntl.h>
#define IN_CREATE(s) (void)open("/dev/null", O_RDONLY | O_CLOEXEC)
#include "base.h"
