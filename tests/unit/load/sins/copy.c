/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/copy.c - the same id as none.c in another file. */
#define ID "org.example.none"
#include "sound.h"
