/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - a hidden parameter: an environment variable */
#define IN_CREATE(s, h, i) ((s)->way0 = getenv("TZ") != NULL)
#define FIELDS double way0;
#define VALUE(s, t) ((s)->way + (s)->way0)
#include "base_state.h"
