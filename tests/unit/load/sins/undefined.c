/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/undefined.c - uses a function that nobody has. */
int nobody_has_this_function(void);
#define IN_CREATE (void)nobody_has_this_function()
#include "sound.h"
