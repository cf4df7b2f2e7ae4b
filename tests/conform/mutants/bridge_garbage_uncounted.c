/* SPDX-License-Identifier: MIT */
/* kills: bridge.garbage - leaves malformed lines out, and counts none of them. */
/* arguments: --set file=@ROOT@/tests/conform/mutants/plots.txt */
#define COUNTS(x) 0
#include "base_bridge.h"
