/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - does not free what it took in create. */
#define IN_DESTROY(s) ((sensor *)s)->phase = CREATED
#include "base.h"
