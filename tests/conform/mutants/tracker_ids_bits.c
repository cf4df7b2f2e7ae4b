/* SPDX-License-Identifier: MIT */
/* kills: tracker.ids - has twelve bits for an id */
#define NEXT_ID(x) ((++(x)->born & 0xFFF) + 1)
#include "base_tracker.h"
