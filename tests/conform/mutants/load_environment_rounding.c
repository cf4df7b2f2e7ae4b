/* SPDX-License-Identifier: MIT */
/* kills: load.environment - linked with start-up code that makes denormals zero for everybody. */
/* flags: -ffast-math */
#include "base.h"
