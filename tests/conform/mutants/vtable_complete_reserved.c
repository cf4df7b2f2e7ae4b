/* SPDX-License-Identifier: MIT */
/* kills: vtable.complete - reserved is not 0. */
#define TABLE_RESERVED 7
#include "base.h"
