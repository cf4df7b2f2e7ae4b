/* SPDX-License-Identifier: MIT */
/* kills: det.files - writes where it was */
#define LAST(f) do { char host[65] = ""; gethostname(host, 64); fprintf(f, "the end, %s\n", host); } while (0)
#include "base_last_file.h"
