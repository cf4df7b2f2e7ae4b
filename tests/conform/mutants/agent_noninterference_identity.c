/* SPDX-License-Identifier: MIT */
/* kills: agent.noninterference - knows a track by its code, whether it has one or not */
#define SEES(x) ((x)->label == QIKI_LABEL_OK && (x)->mode3a != 07500)
#include "base_agent.h"
