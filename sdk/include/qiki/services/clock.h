/* SPDX-License-Identifier: MIT */
/* qiki/services/clock.h - the world's time, for bridges and live radars only: QIKI_CAP_WORLD_IO; NULL for all others. */
#ifndef QIKI_CLOCK_H
#define QIKI_CLOCK_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_CLOCK_ID "qiki.clock/1"

typedef struct qiki_clock {
    qiki_head head;
    int64_t (*utc)(const qiki_host *);       /* ns since 1970, may jump. [any] */
    int64_t (*monotonic)(const qiki_host *); /* ns since some start, never back. [any] */
} qiki_clock;
QIKI_EXTERN_C_END
#endif
