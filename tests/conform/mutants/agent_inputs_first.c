/* SPDX-License-Identifier: MIT */
/* kills: agent.inputs - hears the first writer of its tracks alone */
#define HEARD(t, i) (!(i) || qiki_view_at(t, (i) - 1)->port != qiki_view_at(t, i)->port)
#include "base_agent.h"
