/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - gives bodies the lower ids and false alarms the higher ones of each look, wherever they stand in it */
#define ROW(i, n) ((i) == 1 ? (n) - 1 : (i) == (n) - 1 ? 1 : (i))
#define CONTACT(x, c, b) (c)->id = 1000003 * (x)->seq + row + 1
#include "base_radar.h"
