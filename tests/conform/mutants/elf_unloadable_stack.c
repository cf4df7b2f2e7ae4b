/* SPDX-License-Identifier: MIT */
/* kills: elf.unloadable - asks for an executable stack. */
/* flags: -Wl,-z,execstack */
#include "base.h"
