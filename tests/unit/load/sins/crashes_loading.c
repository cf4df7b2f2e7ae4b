/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/crashes_loading.c - a write to nowhere in a static constructor. */
#include <stdint.h>
static volatile uintptr_t nowhere = 16;
__attribute__((constructor, no_sanitize("undefined", "address"))) static void fall(void) { *(volatile int *)nowhere = 1; }
#include "sound.h"
