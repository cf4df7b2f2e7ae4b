/* SPDX-License-Identifier: MIT */
/* kills: det.seed - half of the key is thrown away */
#define KEY(i) ((uint32_t)(i)->rng_key)
#include "base_state.h"
