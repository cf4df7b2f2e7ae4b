/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - declares neither that it is pure nor that it reads the world, and reads a clock */
#include <time.h>
#define CAPS 0
#define FIELDS struct timespec now;
#define IN_TICK(s, t) clock_gettime(CLOCK_MONOTONIC, &(s)->now)
#include "base_state.h"
