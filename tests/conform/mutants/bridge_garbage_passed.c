/* SPDX-License-Identifier: MIT */
/* kills: bridge.garbage - takes a line of words for a plot at the origin */
#define GOOD(n, z) ((n) == 3 || !memset(z, 0, 3 * sizeof(double)) || (n) <= 0)
#include "base_bridge.h"
