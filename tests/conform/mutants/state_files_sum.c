/* SPDX-License-Identifier: MIT */
/* kills: state.files - what it writes in the end is not what it saves */
#define FIELDS double sum;
#define IN_CONFIGURE(s) ((s)->sum = 0)
#define IN_TICK(s, t) ((s)->sum += 1)
#define FORGET(s) ((s)->way = (s)->sum = 0)
#define SUM(s) ((s)->sum)
#include "base_sum_file.h"
