/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/moody.c - crashes while it is loaded, as long as its surroundings are bad. */
#include <stdlib.h>
__attribute__((constructor)) static void sulk(void) { if (getenv("QIKI_TEST_BAD_MOOD")) abort(); }
#include "sound.h"
