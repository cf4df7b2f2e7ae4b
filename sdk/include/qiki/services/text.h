/* SPDX-License-Identifier: MIT */
/* qiki/services/text.h - strings as numbers: records carry the id, the run keeps the text once. */
#ifndef QIKI_TEXT_H
#define QIKI_TEXT_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_TEXT_ID "qiki.text/1"

typedef struct qiki_texts {
    qiki_head head;
    /* The same id for the same text, in all instances; > 0, or 0 when full. Ids follow the order of instances, then of
     * calls, so they are the same in every run. The text is copied. [create, configure] */
    uint32_t (*intern)(const qiki_host *, const char *text, uint64_t len);
    /* Copies up to size bytes with the NUL; returns the length without it, 0 for an unknown id. [any] */
    uint64_t (*text)(const qiki_host *, uint32_t id, char *text, uint64_t size);
} qiki_texts;
QIKI_EXTERN_C_END
#endif
