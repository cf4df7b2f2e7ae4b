/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/no_symbol.c - a note, but the entry has another name. */
#define ENTRY some_plugin
#include "sound.h"
