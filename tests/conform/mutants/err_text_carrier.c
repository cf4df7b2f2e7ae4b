/* SPDX-License-Identifier: MIT */
/* kills: err.text - does not ask whether anybody wants to know that it has no carrier. */
#define FIELDS uint64_t carrier;
#define IN_CREATE(s) ((s)->carrier = i->host_entity)
#define AT_CONFIGURE(s) \
    do { \
        if (!(s)->carrier) return e->key = -1, QIKI_E_CONFIG; \
    } while (0)
#include "base.h"
