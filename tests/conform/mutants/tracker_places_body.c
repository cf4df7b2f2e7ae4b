/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - takes bearings from the nose for bearings from north */
#define KNOWN(f, c) ((c)->kind == QIKI_ENU || (c)->kind == QIKI_POLAR)
#include "base_tracker.h"
