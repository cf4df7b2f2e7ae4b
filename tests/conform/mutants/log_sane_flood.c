/* SPDX-License-Identifier: MIT */
/* kills: log.sane - a line for each body, and each hundredth of a second. */
#define SAY(s, t, to, said) do { for (int k = 0; k < 100 && (s)->log; ++k) (s)->log->write((s)->host, QIKI_LOG_DEBUG, "seen", 4); *(to) = (said); } while (0)
#include "base_speed.h"
