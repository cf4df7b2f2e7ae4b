/* SPDX-License-Identifier: MIT */
/* kills: det.seed - noise keyed by the name */
#define KEY(i) qiki_rng_key(7, (i)->name)
#include "base_state.h"
