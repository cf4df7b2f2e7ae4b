/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/program.c - an executable that carries the note and entry of a plugin. */
#include "sound.h"
int main(void) { return 0; }
