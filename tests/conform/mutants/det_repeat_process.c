/* SPDX-License-Identifier: MIT */
/* kills: det.repeat - chance of the process: its number */
#include <unistd.h>
#define IN_CREATE(s, h, i) ((s)->key ^= (uint64_t)getpid())
#include "base_state.h"
