/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - is born anew with every contact */
#define TOLD(x, a, r) (r)->t_birth = (r)->t_update
#include "base_tracker.h"
