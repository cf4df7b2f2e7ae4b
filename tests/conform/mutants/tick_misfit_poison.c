/* SPDX-License-Identifier: MIT */
/* kills: tick.misfit - refuses what does not fit, and counts it as a tick */
#define MISFIT(stride, record) ((stride) != qiki_record_size(record) && ++odd)
static int odd;
#define IN_TICK(s, t) (s->step += odd, odd = 0)
#include "base.h"
