/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_wary_agent.h - the agent without a fault, which believes no record that breaks a rule. */
#include <qiki/check.h>
#define SHOWN(s) (!qiki_sample_flaw(s) && (s)->label == QIKI_LABEL_OK && (s)->n == 3)
#define SEES(x) (!qiki_track_flaw(x) && (x)->label == QIKI_LABEL_OK)
#include "base_agent.h"
