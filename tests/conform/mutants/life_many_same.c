/* SPDX-License-Identifier: MIT */
/* kills: life.many - beyond 32 at once, all instances are one. */
#include <stdlib.h>
static void *shared;
static int living;
#define IN_CREATE(s) do { if (++living > 32) { if (shared) free(s), s = shared; else shared = s; } } while (0)
#define IN_DESTROY(s) do { --living; if ((s) != shared) free(s); } while (0)
#include "base.h"
