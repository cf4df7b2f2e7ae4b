/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/other_major_inside.c - the note says ABI 1, the entry 2. */
#define MAJOR 2
#include "sound.h"
