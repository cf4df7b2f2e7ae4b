/* SPDX-License-Identifier: MIT */
/* kills: note.agrees - the note names another version. */
#define NOTE_VERSION "2.0.0"
#include "base.h"
