/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/default_outside.c - a default outside its own limits. */
#define DEFAULT 21
#include "sound.h"
