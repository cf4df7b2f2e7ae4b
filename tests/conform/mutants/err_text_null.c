/* SPDX-License-Identifier: MIT */
/* kills: err.text - does not ask whether anybody wants to know. */
#define AT_CONFIGURE(s) e->key = -1
#include "base.h"
