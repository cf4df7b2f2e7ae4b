/* SPDX-License-Identifier: MIT */
/* kills: life.finish - reset() closes the file, and what comes is put behind it. */
#define MODE "ae"
#define AT_RESET(x) ((x)->f ? (void)fclose((x)->f) : (void)0, (x)->f = NULL)
#include "base_file.h"
