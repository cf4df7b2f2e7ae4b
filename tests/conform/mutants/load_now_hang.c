/* SPDX-License-Identifier: MIT */
/* kills: load.now - never comes back, leaves a child behind in a session of its own, and closed all it could. */
/* arguments: --timeout 1 */
#include <unistd.h>
__attribute__((constructor)) static void begin(void) {
    for (int fd = 0; fd < 64; ++fd) close(fd);
    if (fork() == 0) setsid();
    for (;;) pause();
}
#include "base.h"
