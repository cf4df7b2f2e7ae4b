/* SPDX-License-Identifier: MIT */
/* kills: tracker.assoc - names no source */
#define LINKED(l, p) ((l)->source = 0)
#include "base_tracker.h"
