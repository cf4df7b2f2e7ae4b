/* SPDX-License-Identifier: MIT */
/* kills: config.schema - refuses the greatest value that its table allows */
#define AT_CONFIGURE(s) if (qiki_real(c, "step", 0) == 10) return qiki_say(e, QIKI_E_CONFIG, "step: expected less than 10, found 10")
#include "base.h"
