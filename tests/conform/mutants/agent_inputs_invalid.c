/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - turns its craft to tracks that are known to be wrong */
#define SEES(x) ((x)->label != QIKI_LABEL_NO_DATA)
#include "base_agent.h"
