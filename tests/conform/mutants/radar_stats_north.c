/* SPDX-License-Identifier: MIT */
/* kills: radar.stats - of a sector that has north in it, it looks at nothing */
#define LOOKS_AT(x, b) ((b) >= (x)->from && (b) <= (x)->to)
#include "base_radar.h"
