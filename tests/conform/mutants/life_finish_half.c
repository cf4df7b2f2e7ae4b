/* SPDX-License-Identifier: MIT */
/* kills: life.finish - writes under the final name from the first tick on, and leaves it there */
#define PART "bodies.txt"
#define DROP(x) fclose((x)->f)
#include "base_file.h"
