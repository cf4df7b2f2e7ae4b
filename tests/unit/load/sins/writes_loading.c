/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/writes_loading.c - leaves a trace when it is loaded: a file where QIKI_TEST_TRACE says. */
#include <stdio.h>
#include <stdlib.h>
#define ID "org.example.trace"
#include "sound.h"

__attribute__((constructor)) static void leave_a_trace(void) {
    const char *where = getenv("QIKI_TEST_TRACE");
    FILE *f = where ? fopen(where, "w") : NULL;
    if (f) fclose(f);
}
