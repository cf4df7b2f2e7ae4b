/* SPDX-License-Identifier: MIT */
/* kills: self.vectors - brings a scenario that states no digest. */
#include "base_speed.h"
