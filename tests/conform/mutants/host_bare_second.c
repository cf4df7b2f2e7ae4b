/* SPDX-License-Identifier: MIT */
/* kills: host.bare - takes the second service when the first is missing, and looks at neither. */
#include <qiki/services/names.h>
#include <qiki/services/text.h>
#define FIELDS const qiki_host *host;
#define IN_CREATE(s) s->host = h
#define IN_TICK(s, t) do { \
    const qiki_names *names = s->host->service(s->host, QIKI_NAMES_ID); \
    if (names) names->instance(s->host, 1, NULL, 0); \
    else ((const qiki_texts *)s->host->service(s->host, QIKI_TEXT_ID))->text(s->host, 1, NULL, 0); \
} while (0)
#include "base.h"
