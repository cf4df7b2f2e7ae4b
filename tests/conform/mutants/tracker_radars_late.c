/* SPDX-License-Identifier: MIT */
/* kills: tracker.radars - leaves out what comes late, and says that all is well */
#define TOO_LATE(x) (void)0
#include "base_tracker.h"
