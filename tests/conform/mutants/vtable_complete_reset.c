/* SPDX-License-Identifier: MIT */
/* kills: vtable.complete - its table has no reset. */
#define RESET NULL
#include "base.h"
