/* SPDX-License-Identifier: MIT */
/* kills: config.text - refuses without a word. */
#define AT_CONFIGURE(s) do { if (!(qiki_real(c, "step", 0) >= 0)) return QIKI_E_CONFIG; } while (0)
#include "base.h"
