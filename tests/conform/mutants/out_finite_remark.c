/* SPDX-License-Identifier: MIT */
/* kills: out.finite - a remark that no header knows. */
#define AT_END(s, t) do { (s)->life.phase = QIKI_LIFE_READY; return 7; } while (0)
#include "base_speed.h"
