/* SPDX-License-Identifier: MIT */
/* kills: tick.writers - of several writers it hears the first */
#define VIEWS(t) ((t)->view_count ? 1 : 0)
#include "base_file.h"
