/* SPDX-License-Identifier: MIT */
/* kills: note.present - there is no note. */
#define WITHOUT_NOTE
#include "base.h"
