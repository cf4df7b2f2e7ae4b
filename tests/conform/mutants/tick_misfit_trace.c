/* SPDX-License-Identifier: MIT */
/* kills: tick.misfit - refuses what does not fit, but not without a trace */
#define AT_TICK(s, t) (s->step += qiki_out_at(t, 0)->stride != sizeof(qiki_sample))
#include "base.h"
