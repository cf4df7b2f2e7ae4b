/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - believes a position that its sensor calls wrong */
#define SHOWN(s) ((s)->label != QIKI_LABEL_NO_DATA && (s)->n == 3)
#include "base_agent.h"
