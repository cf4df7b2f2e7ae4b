/* SPDX-License-Identifier: MIT */
/* kills: mem.leak - maps a page in create and never unmaps it: no allocation of malloc() says so. */
#define _GNU_SOURCE
#include <sys/mman.h>
#define IN_CREATE(s) (void)mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
#include "base.h"
