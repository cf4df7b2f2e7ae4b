/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/picky.c - its defaults say too little for it. */
#include <string.h>
#define ID "org.example.picky"
#define IN_CONFIGURE strcpy(e->text, "confirm: expected a place, found none"); return QIKI_E_CONFIG
#include "sound.h"
