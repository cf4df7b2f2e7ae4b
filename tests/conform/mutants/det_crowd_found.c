/* SPDX-License-Identifier: MIT */
/* kills: det.crowd - whether a body is found hangs on its place in the truth, its errors on the body */
#define FINDS(r) (b ? (qiki_uniform(qiki_draw(x->key, t->seq, x->next, FOUND, 1), 0) < 0.9 ? 1 : 0) : 1)
#include "base_radar.h"
