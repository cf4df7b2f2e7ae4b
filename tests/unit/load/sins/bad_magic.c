/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/bad_magic.c - the symbol is something else. */
#define MAGIC "PLUGIN1"
#include "sound.h"
