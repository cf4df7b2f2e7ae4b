/* SPDX-License-Identifier: MIT */
/* kills: host.times - makes a text in a tick. */
#include <qiki/services/text.h>
#define FIELDS const qiki_host *host;
#define IN_CREATE(s, h, i) (s)->host = (h)
#define IN_TICK(s, t) \
    do { \
        const qiki_texts *x = (const qiki_texts *)(s)->host->service((s)->host, QIKI_TEXT_ID); \
        if (x) x->intern((s)->host, "hot", 3); \
    } while (0)
#include "base_state.h"
