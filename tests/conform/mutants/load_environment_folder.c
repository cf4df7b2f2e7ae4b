/* SPDX-License-Identifier: MIT */
/* kills: load.environment - changes the working folder. */
#include <unistd.h>
#define IN_INIT() (void)!chdir("/")
#include "base.h"
