/* SPDX-License-Identifier: MIT */
/* kills: life.many - all instances are one. */
#include <stdlib.h>
static void *only;
#define IN_CREATE(s) do { if (only) free(s), s = only; else only = s; } while (0)
#define IN_DESTROY(s) (void)(s)
#include "base.h"
