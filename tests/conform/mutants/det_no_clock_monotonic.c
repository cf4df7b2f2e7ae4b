/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - measures how long a tick takes */
#include <time.h>
#define FIELDS struct timespec now;
#define IN_TICK(s, t) clock_gettime(CLOCK_MONOTONIC, &(s)->now)
#include "base_state.h"
