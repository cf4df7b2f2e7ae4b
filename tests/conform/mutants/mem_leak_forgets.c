/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - forgets the file that is open when it is reset or configured again. */
#define AT_RESET(x) (unlink(PART), (x)->f = NULL)
#include "base_file.h"
