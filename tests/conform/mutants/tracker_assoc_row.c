/* SPDX-License-Identifier: MIT */
/* kills: tracker.assoc - names the row of a contact in its frame, not its id */
#define LINKED(l, p) ((l)->item = (uint64_t)1 << 40 | (l)->item)
#include "base_tracker.h"
