/* SPDX-License-Identifier: MIT */
/* kills: host.older - wants a host of exactly its own minor. */
#define IN_CREATE(s) do { if (h->head.struct_size != sizeof *h) { free(s); return QIKI_E_UNSUPPORTED; } } while (0)
#include "base.h"
