/* SPDX-License-Identifier: MIT */
/* kills: life.many - beyond 32 that are not configured yet, all instances are one. */
#include <stdlib.h>
static void *shared;
static int waiting;
#define IN_CREATE(s) do { if (++waiting > 32) { if (shared) free(s), s = shared; else shared = s; } } while (0)
#define IN_CONFIGURE(s) (waiting -= (s)->phase == CREATED)
#define IN_DESTROY(s) do { if ((s) == shared) break; waiting -= ((sensor *)s)->phase == CREATED; free(s); } while (0)
#include "base.h"
