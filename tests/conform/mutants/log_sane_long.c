/* SPDX-License-Identifier: MIT */
/* kills: log.sane - one line for all bodies, ten times over. */
#define AT_END(s, t) do { char all[5000]; memset(all, 46, sizeof all); if ((s)->log) (s)->log->write((s)->host, QIKI_LOG_DEBUG, all, v ? 500 * (v->count < 10 ? v->count : 10) : 0); } while (0)
#include "base_speed.h"
