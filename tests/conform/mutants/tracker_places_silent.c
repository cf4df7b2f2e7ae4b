/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - leaves out contacts of a kind that it does not know, and says that all is well */
#define STRANGE(x) (void)0
#include "base_tracker.h"
