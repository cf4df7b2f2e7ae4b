/* SPDX-License-Identifier: MIT */
/* kills: life.finish - gives the file its name beside that of the unfinished one, which stays */
#define CALLED(part, name) (unlink(name), !link(part, name))
#include "base_file.h"
