/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - asks the system for chance, late in the run */
#include <sys/random.h>
#define FIELDS char chance[8];
#define IN_TICK(s, t) if ((t)->seq == 20 && getrandom((s)->chance, 8, 0) < 0) return QIKI_E_IO
#include "base_state.h"
