/* SPDX-License-Identifier: MIT */
/* kills: life.finish - a run that was finished is not forgotten */
#define NAMED(x, text) ((void)(text), (x)->name = "bodies.txt", (x)->size = 10, (x)->own[0] = 'a')
#define LAST(f) fprintf(f, "the end of %c\n", x->own[0]++)
#include "base_last_file.h"
