/* SPDX-License-Identifier: MIT */
/* kills: reset.fresh - reset() forgets to forget */
#define FORGET(s) (void)(s)
#include "base_state.h"
