/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - the contact that came last is the newest */
#define OLD(p, t) ((p)->t == (t)->update)
#include "base_tracker.h"
