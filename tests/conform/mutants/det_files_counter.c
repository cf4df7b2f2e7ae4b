/* SPDX-License-Identifier: MIT */
/* kills: det.files - counts its files */
static int written;
#define LAST(f) fprintf(f, "the end, %d\n", written++ % 10)
#include "base_last_file.h"
