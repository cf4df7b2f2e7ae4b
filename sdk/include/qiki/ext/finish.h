/* SPDX-License-Identifier: MIT */
/* qiki/ext/finish.h - the run is over: whoever writes to the world flushes, closes and reports. */
#ifndef QIKI_FINISH_H
#define QIKI_FINISH_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_FINISH_ID "qiki.finish/1"

typedef struct qiki_finish {
    qiki_head head;
    /* After the last tick of a run, also of one that was interrupted; before reset() or destroy(). What was written is
     * complete when this returns QIKI_OK; a failure makes the run fail. An instance that is destroyed without it leaves no
     * half-written file behind. [control] */
    qiki_status (*finish)(void *self, qiki_error *);
} qiki_finish;
QIKI_EXTERN_C_END
#endif
