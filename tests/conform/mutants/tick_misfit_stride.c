/* SPDX-License-Identifier: MIT */
/* kills: tick.misfit - never looks at the stride of a view or output */
#define MISFIT(stride, record) 0
#include "base_speed.h"
