/* SPDX-License-Identifier: MIT */
/* kills: life.many - has room for sixteen alone. */
static int alive;
#define IN_CREATE(s) do { if (++alive > 16) *(volatile int *)8 = 1; } while (0)
#define IN_DESTROY(s) (--alive, free(s))
#include "base.h"
