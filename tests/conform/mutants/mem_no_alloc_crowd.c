/* SPDX-License-Identifier: MIT */
/* kills: mem.no-alloc - says that it takes nothing from the heap, and makes room for a list in the tick that brings more bodies than all before */
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC)
#define FIELDS double *list; uint64_t most;
#define IN_DESTROY(s) (free((s)->list), free(s))
#define AT_START(s, t) do { \
    const uint64_t n = (t)->view_count ? qiki_view_at(t, 0)->count : 0; \
    double *more = n > (s)->most ? realloc((s)->list, n * sizeof *more) : NULL; \
    if (more) (s)->list = more, (s)->most = n; \
} while (0)
#include "base_speed.h"
