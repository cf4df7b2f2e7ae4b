/* SPDX-License-Identifier: MIT */
/* kills: agent.noninterference - hears by a variable what another plugin of its file saw of the truth */
static volatile double whispered;
#define SEEN(truth) (whispered = (truth)->pos[0])
#define SPY_KIND QIKI_KIND_SENSOR
#include "spy.h"
#define ANGLE(a, b) ((b) * 0.5 + 1e-9 * whispered)
#include "base_agent.h"
