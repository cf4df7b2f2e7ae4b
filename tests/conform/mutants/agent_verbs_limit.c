/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - gives bearings in degrees */
#define ANGLE(a, b) ((b) * 180 / QIKI_PI)
#include "base_agent.h"
