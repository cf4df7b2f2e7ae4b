/* SPDX-License-Identifier: MIT */
/* kills: life.finish - configured again, it goes on with the file of the run before */
#define BEGIN(x, e) (x)->life.phase = QIKI_LIFE_READY, (void)(e), qiki_life_begin(&(x)->life)
#include "base_file.h"
