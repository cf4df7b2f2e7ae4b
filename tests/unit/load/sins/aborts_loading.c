/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/aborts_loading.c - abort() in a static constructor, after a word on stderr. */
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void give_up(void) {
    fputs("the licence server\nis away", stderr);
    abort();
}
#include "sound.h"
