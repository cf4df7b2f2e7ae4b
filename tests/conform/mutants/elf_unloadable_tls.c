/* SPDX-License-Identifier: MIT */
/* kills: elf.unloadable - a variable per thread in the place that is handed out when the program starts. */
#define IN_TICK(s, t) ++place[7]
__thread char place[300] __attribute__((tls_model("initial-exec"), visibility("hidden")));
#include "base.h"
