/* SPDX-License-Identifier: MIT */
/* kills: elf.needed - needs a library by its absolute path. */
/* flags: @EXTRA@ */
int extra(void);
#define IN_CREATE(s) extra()
#include "base.h"
