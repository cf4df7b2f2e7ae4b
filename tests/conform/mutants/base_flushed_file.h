/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_flushed_file.h - the bridge without a fault that writes under the final name from the first tick on, and after each tick all
 * of it is there. */
#define PART "bodies.txt"
#define DROP(x) fclose((x)->f)
#define WRITTEN(f) fflush(f)
#define SPOILT (void)0
#include "base_file.h"
