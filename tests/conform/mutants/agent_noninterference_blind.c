/* SPDX-License-Identifier: MIT */
/* kills: agent.noninterference - reads the place in samples that say NO_DATA */
#define SHOWN(s) ((s)->label != QIKI_LABEL_INVALID && (s)->v[0] != 0)
#include "base_agent.h"
