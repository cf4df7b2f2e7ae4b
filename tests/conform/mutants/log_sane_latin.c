/* SPDX-License-Identifier: MIT */
/* kills: log.sane - letters of another century. */
#define AT_START(s, t) do { if ((t)->seq == 20 && (s)->log) (s)->log->write((s)->host, QIKI_LOG_WARN, "K\xf6ln", 4); } while (0)
#include "base_speed.h"
