/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - proposes nothing to be done, with an argument, when its craft cannot turn */
#define TIED(a) 1
#include "base_agent.h"
