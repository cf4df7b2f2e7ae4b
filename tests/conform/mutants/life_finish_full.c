/* SPDX-License-Identifier: MIT */
/* kills: life.finish - does not look whether the disk was full */
#define WELL(f) (fclose(f), 1)
#include "base_file.h"
