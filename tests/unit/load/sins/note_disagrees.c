/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/note_disagrees.c - note and descriptor tell two stories. */
#define SUMMARY "Another tracker"
#include "sound.h"
