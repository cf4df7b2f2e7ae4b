/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - forgets the file that is open when it is configured again, and not when it is reset */
#define BEGIN(x, e) ((void)((x)->f && unlink(PART)), (x)->f = NULL, (x)->life.phase = QIKI_LIFE_READY, reset(x, e))
#include "base_file.h"
