/* SPDX-License-Identifier: MIT */
/* kills: own.kept - looks in the later passes of a tick at the outputs of the first. */
#define FIELDS qiki_out *first; uint64_t seen;
#define OUT(s, t) ((t)->pass ? (void)((s)->seen += (s)->first->capacity) : (void)((s)->first = qiki_out_at(t, 0)), qiki_out_at(t, 0))
#include "base_passes.h"
