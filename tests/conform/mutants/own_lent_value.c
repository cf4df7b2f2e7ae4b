/* SPDX-License-Identifier: MIT */
/* kills: own.lent - looks its parameter up in the host's configuration in each tick */
#define FIELDS const double *kept;
#define IN_CONFIGURE(s) (s->kept = ((const qiki_value *)qiki_row(c->values, 0))->data)
#define IN_TICK(s, t) (s->step = *s->kept)
#include "base.h"
