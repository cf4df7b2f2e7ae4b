/* SPDX-License-Identifier: MIT */
/* kills: log.sane - tells in every tick that all is well. */
#define AT_END(s, t) do { if ((s)->log) (s)->log->write((s)->host, QIKI_LOG_INFO, "all is well", 11); } while (0)
#include "base_speed.h"
