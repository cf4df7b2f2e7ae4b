/* SPDX-License-Identifier: MIT */
/* kills: config.fuzz - tells standard error why it refuses */
#include <stdio.h>
#define AT_CONFIGURE(s) if (!(qiki_real(c, "step", 0) >= 0)) return fputs("bad step\n", stderr), qiki_say(e, QIKI_E_CONFIG, "step: expected 0 or more")
#include "base.h"
