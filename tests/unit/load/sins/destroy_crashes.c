/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/destroy_crashes.c - a crash in destroy(). */
#include <stdlib.h>
#define IN_DESTROY abort()
#include "sound.h"
