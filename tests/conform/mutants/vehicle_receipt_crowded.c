/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - drops and counts what has no room, and where there is more, answers all behind the fourth as if they were the last */
#define FULL(o) ++(o)->dropped; continue
#define ANSWERED(x, r) (receipts->count < 4 || ((r)->command = (end - 1)->id, (r)->entity = (end - 1)->entity))
#include "base_vehicle.h"
