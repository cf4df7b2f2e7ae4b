/* SPDX-License-Identifier: MIT */
/* kills: life.finish - asks only the last write whether the disk was full */
#define WELL(f) (!fclose(f))
#include "base_file.h"
