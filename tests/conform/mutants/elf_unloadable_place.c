/* SPDX-License-Identifier: MIT */
/* kills: elf.unloadable - a run path of the machine that built it. */
/* flags: -Wl,-rpath,/home/author/lib */
#include "base.h"
