/* SPDX-License-Identifier: MIT */
/* kills: own.kept - keeps the text that names its file, which is empty by default, instead of copying it */
#define NAMED(x, text) ((x)->name = (text), (x)->size = strlen(text))
#include "base_file.h"
