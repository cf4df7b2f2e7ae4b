/* SPDX-License-Identifier: MIT */
/* kills: life.finish - gives the file its name when it is destroyed */
#define DROP(x) (fclose((x)->f), rename(PART, "bodies.txt"))
#include "base_file.h"
