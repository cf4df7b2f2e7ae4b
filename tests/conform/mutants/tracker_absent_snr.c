/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - leaves out weak contacts, and those that say nothing of their strength */
#define TAKES(f, c) ((c)->snr_db >= 0)
#include "base_tracker.h"
