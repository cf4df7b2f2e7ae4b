/* SPDX-License-Identifier: MIT */
/* kills: radar.field - of a sector that has north in it, it looks at all the rest */
/* also: radar.stats - of such a sector it finds nothing */
#define LOOKS_AT(x, b) ((b) >= ((x)->from < (x)->to ? (x)->from : (x)->to) && (b) <= ((x)->from < (x)->to ? (x)->to : (x)->from))
#include "base_radar.h"
