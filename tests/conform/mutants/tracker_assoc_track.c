/* SPDX-License-Identifier: MIT */
/* kills: tracker.assoc - names the track by its place */
#define LINKED(l, p) ((l)->track += 1000000)
#include "base_tracker.h"
