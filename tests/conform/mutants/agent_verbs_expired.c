/* SPDX-License-Identifier: MIT */
/* kills: agent.verbs - commands expire when they are said, before anybody obeys */
#define SAYS(a, p, c) (c)->expires = (c)->t
#include "base_agent.h"
