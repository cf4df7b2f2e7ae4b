/* SPDX-License-Identifier: MIT */
/* kills: bridge.replay - says when it was sent, not when it is taken */
#define FRAME(x, f) (f)->t_from = (f)->t_to = (f)->t_available = t->t0 > 5000000000 ? t->t0 - 5000000000 : t->t0
#include "base_bridge.h"
