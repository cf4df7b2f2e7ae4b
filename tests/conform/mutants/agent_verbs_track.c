/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - commands the track, where its craft shall obey */
#define SAYS(a, p, c) (c)->entity = (a)->nearest ? (a)->nearest : (a)->craft
#include "base_agent.h"
