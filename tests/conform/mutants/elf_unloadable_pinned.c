/* SPDX-License-Identifier: MIT */
/* kills: elf.unloadable - can never be unloaded. */
/* flags: -Wl,-z,nodelete */
#include "base.h"
