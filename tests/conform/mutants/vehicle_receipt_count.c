/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - takes a command with too few arguments, as if the rest of them were 0 */
#define COUNTS(x) ((x)->argc <= ((const qiki_verb *)qiki_row(about.verbs, (x)->verb))->argc)
#include "base_vehicle.h"
