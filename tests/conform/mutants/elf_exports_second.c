/* SPDX-License-Identifier: MIT */
/* kills: elf.exports - a second symbol is visible. */
#include "base.h"
QIKI_EXPORT int radar_version = 3;
