/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - where no track is left the set stays as it was, with the last that ended */
#define BEFORE(x, f) ((void)(!(x)->live && !(f)->count && (out->flags |= QIKI_OUT_KEEP)))
#include "base_tracker.h"
