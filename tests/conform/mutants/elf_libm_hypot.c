/* SPDX-License-Identifier: MIT */
/* kills: elf.libm - an elementary function of libm, at a place where all machines agree */
/* flags: -lm */
#include <math.h>
static volatile double three = 3, four = 4;
#define IN_CONFIGURE(s) (s->step *= hypot(three, four) / 5)
#include "base.h"
