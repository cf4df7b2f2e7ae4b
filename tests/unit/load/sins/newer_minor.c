/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/newer_minor.c - no sin: ABI 1.7 with an unknown layout and an unknown key in its note must load. */
#define ID "org.example.newer"
#define MINOR 7
#define LAYOUT 7
#define NOTE "abi=1.7\nid=org.example.newer\nkind=qiki.tracker/1\nversion=1.0.0\nsummary=A sound tracker\ncolour=red\n"
#include "sound.h"
