/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - in a crowd it is less exact, from its sixth tick on */
static int alive;
#define IN_CREATE(s, h, i) (++alive)
#define IN_DESTROY(s) (--alive, free(s))
#define VALUE(s, t) ((s)->way + 0.001 * (alive > 8 && (t)->seq > 5))
#include "base_state.h"
