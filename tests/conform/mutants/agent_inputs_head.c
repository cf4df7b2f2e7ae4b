/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - takes the first sample of each writer for its position */
#define KNOWN(a, v, s) ((const void *)(s) == (v)->data)
#include "base_agent.h"
