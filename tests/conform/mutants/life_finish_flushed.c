/* SPDX-License-Identifier: MIT */
/* kills: life.finish - has all of a tick in the file after it, and does not look whether there was room */
#define WELL(f) (fclose(f), 1)
#include "base_flushed_file.h"
