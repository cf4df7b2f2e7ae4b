/* SPDX-License-Identifier: MIT */
/* qiki/services/log.h - one line for the human. */
#ifndef QIKI_LOG_H
#define QIKI_LOG_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_LOG_ID "qiki.log/1"
#define QIKI_LOG_DEBUG 0
#define QIKI_LOG_INFO  1
#define QIKI_LOG_WARN  2
#define QIKI_LOG_ERROR 3

typedef struct qiki_logger {
    qiki_head head;
    /* UTF-8 of at most 4 KiB, no newline at the end, need not be NUL-terminated. The host adds name, time and tick, and
     * limits the rate of all but errors. A quiet tick says nothing above DEBUG. [any, also in pool tasks, does not allocate] */
    void (*write)(const qiki_host *, int32_t level, const char *text, uint64_t len);
} qiki_logger;
QIKI_EXTERN_C_END
#endif
