/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/no_note.c - a library without a note. */
#define WITHOUT_NOTE
#include "sound.h"
