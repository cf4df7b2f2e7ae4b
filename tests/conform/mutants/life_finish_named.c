/* SPDX-License-Identifier: MIT */
/* kills: life.finish - writes no file unless a text names it, and does not ask whether all of it was written */
#define NAMED(x, text) ((x)->size = (size_t)snprintf((x)->own, sizeof (x)->own, "%s", text), (x)->name = (x)->own)
#define WELL(f) (fclose(f), 1)
#include "base_file.h"
