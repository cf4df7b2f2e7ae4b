/* SPDX-License-Identifier: MIT */
/* kills: config.fuzz - believes that its keys are always there. */
/* also: mem.leak - which gives configure() faults, too */
#define AT_CONFIGURE(s) (void)*(const volatile double *)qiki_find(c, "step", QIKI_REAL)->data
#include "base.h"
