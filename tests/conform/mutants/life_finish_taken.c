/* SPDX-License-Identifier: MIT */
/* kills: life.finish - does not look whether the file got its name */
#define CALLED(part, name) ((void)rename(part, name), 1)
#include "base_file.h"
