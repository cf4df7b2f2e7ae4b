/* SPDX-License-Identifier: MIT */
/* kills: state.continue - a part of its state is not saved */
#define FIELDS unsigned turns;
#define IN_TICK(s, t) (++(s)->turns)
#define FORGET(s) ((s)->way = 0, (s)->turns = 0)
#define IN_CONFIGURE(s) ((s)->turns = 0)
#define VALUE(s, t) ((s)->way + (s)->turns % 7)
#include "base_state.h"
