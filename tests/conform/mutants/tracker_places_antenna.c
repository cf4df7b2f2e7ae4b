/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - takes contacts from where the antenna is at the end of the look, however fast it flies */
#define ANTENNA(f, c, k) (f)->pos[k]
#include "base_tracker.h"
