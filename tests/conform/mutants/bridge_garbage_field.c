/* SPDX-License-Identifier: MIT */
/* kills: bridge.garbage - does not ask whether every number of a line was read. */
/* arguments: --set file=@ROOT@/tests/conform/mutants/plots.txt */
#define GOOD(n, z) ((n) >= 1 && (z)[0] == (z)[0] && ((n) >= 2 || !((z)[1] = 0)) && ((n) == 3 || !((z)[2] = 0)) && (z)[0] > -1e7 && (z)[0] < 1e7 && (z)[1] > -1e7 && (z)[1] < 1e7 && (z)[2] > -1e7 && (z)[2] < 1e7)
#include "base_bridge.h"
