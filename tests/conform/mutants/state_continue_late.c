/* SPDX-License-Identifier: MIT */
/* kills: state.continue - what it does every 120 ticks hangs on a counter that is not saved */
#define FIELDS unsigned turns;
#define IN_TICK(s, t) if (++(s)->turns % 120 == 0) (s)->way = 0
#define FORGET(s) ((s)->way = 0, (s)->turns = 0)
#define IN_CONFIGURE(s) ((s)->turns = 0)
#include "base_state.h"
