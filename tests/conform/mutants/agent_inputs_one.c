/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - hears the first writer of its samples alone */
#define HEARD(t, i) (qiki_view_at(t, i)->port != 0 || !(i))
#include "base_agent.h"
