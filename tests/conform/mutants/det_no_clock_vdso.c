/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - asks how late it is, and does nothing with it */
#include <time.h>
#define FIELDS time_t now;
#define IN_TICK(s, t) ((s)->now = time(NULL))
#include "base_state.h"
