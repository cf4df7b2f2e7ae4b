/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/other_layout.c - built with headers that were changed. */
#define LAYOUT (QIKI_LAYOUT ^ 1)
#include "sound.h"
