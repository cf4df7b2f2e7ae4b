/* SPDX-License-Identifier: MIT */
/* kills: life.many - has room for sixteen that are not configured yet. */
static int waiting;
#define IN_CREATE(s) do { if (++waiting > 16) *(volatile int *)8 = 1; } while (0)
#define IN_CONFIGURE(s) (waiting -= (s)->phase == CREATED)
#define IN_DESTROY(s) (waiting -= ((sensor *)s)->phase == CREATED, free(s))
#include "base.h"
