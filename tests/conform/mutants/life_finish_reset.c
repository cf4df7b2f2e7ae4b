/* SPDX-License-Identifier: MIT */
/* kills: life.finish - reset() gives the file its name */
#define AT_RESET(x) ((x)->f ? (void)(fclose((x)->f), rename(PART, "bodies.txt")) : (void)0, (x)->f = NULL)
#include "base_file.h"
