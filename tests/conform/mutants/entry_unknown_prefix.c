/* SPDX-License-Identifier: MIT */
/* kills: entry.unknown - takes every id that begins like one it knows. */
#include <string.h>
static const int some = 1;
#define EXTENSION(id) (!strncmp(id, "qiki.state/", 11) && strcmp(id, "qiki.state/1") ? &some : NULL)
#include "base.h"
