/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/no_help.c - a parameter that says nothing about itself. */
#define HELP ""
#include "sound.h"
