/* SPDX-License-Identifier: MIT */
/* kills: life.isolated - remembers in a thread_local what it said last, and does not say that again */
/* arguments: --only tick.zero-dt --only tick.backwards --only tick.misfit --only state.round */
static _Thread_local double said;
#define IN_TICK(s, t) do { \
    const double now = (s)->step * (double)(t)->seq; \
    if (now == said && (t)->seq) return QIKI_OK; \
    said = now; \
} while (0)
#include "base_state.h"
