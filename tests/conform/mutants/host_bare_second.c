/* SPDX-License-Identifier: MIT */
/* kills: host.bare - takes the second service when the first is missing, and looks at neither. */
#include <qiki/services/names.h>
#include <qiki/services/text.h>
static const qiki_host *host;
#define IN_CREATE(s) host = h
#define IN_TICK(s, t) do { \
    const qiki_names *names = host->service(host, QIKI_NAMES_ID); \
    if (names) names->instance(host, 1, NULL, 0); \
    else ((const qiki_texts *)host->service(host, QIKI_TEXT_ID))->text(host, 1, NULL, 0); \
} while (0)
#include "base.h"
