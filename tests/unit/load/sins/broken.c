/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/broken.c - configure() finds a bug of its own. */
#include <string.h>
#define ID "org.example.broken"
#define IN_CONFIGURE strcpy(e->text, "a table is empty"); return QIKI_E_INTERNAL
#include "sound.h"
