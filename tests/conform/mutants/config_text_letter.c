/* SPDX-License-Identifier: MIT */
/* kills: config.text - a text that names no key, though each has the letter of one. */
#define PARAMS {"a", "", "of one letter", NULL, NULL, QIKI_REAL, 0, 1, 0, 2}
#define AT_CONFIGURE(s) do { \
    const double step = qiki_real(c, "step", -1), a = qiki_real(c, "a", -1); \
    if (!(step >= 0 && step <= 10 && a >= 0 && a <= 2)) return qiki_say(e, QIKI_E_CONFIG, "bad value"); \
} while (0)
#include "base.h"
