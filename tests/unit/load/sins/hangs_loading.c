/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/hangs_loading.c - a static constructor that never ends. */
#include <unistd.h>
__attribute__((constructor)) static void wait_for_ever(void) {
    for (;;) pause();
}
#include "sound.h"
