/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/none.c - no sin: what all others are compared with. */
#define ID "org.example.none"
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
#include "sound.h"
