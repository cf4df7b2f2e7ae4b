/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/forks_loading.c - leaves a process behind that holds its pipes open, and exits. */
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void leave_behind(void) {
    if (fork() == 0) {
        alarm(60);
        pause();
    }
    exit(3);
}
#include "sound.h"
