/* SPDX-License-Identifier: MIT */
/* kills: reset.fresh - reads its parameter at the first configure() alone */
#define FIELDS double first;
#define IN_CONFIGURE(s) (s)->first = (s)->first != 0 ? (s)->first : (s)->step, (s)->step = (s)->first
#include "base.h"
