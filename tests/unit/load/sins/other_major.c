/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/other_major.c - note and entry of ABI 2. */
#define MAJOR 2
#define NOTE "abi=2.0\nid=org.example.sin\nkind=qiki.tracker/1\nversion=1.0.0\nsummary=A sound tracker\n"
#include "sound.h"
