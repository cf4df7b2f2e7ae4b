/* SPDX-License-Identifier: MIT */
/* kills: det.repeat - each instance begins where the one before it began, and one further */
static int born;
#define IN_CREATE(s, h, i) ((s)->bias = 0.5 * born++)
#define FIELDS double bias;
#define VALUE(s, t) ((s)->way + (s)->bias)
#include "base_state.h"
