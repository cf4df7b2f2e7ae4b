/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - takes the row of its own table for that of its craft */
#define ROW(a) 0
#include "base_agent.h"
