/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/create_crashes.c - a crash in create(). */
#include <stdlib.h>
#define IN_CREATE abort()
#include "sound.h"
