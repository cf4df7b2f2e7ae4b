/* SPDX-License-Identifier: MIT */
/* kills: vehicle.receipt - all its receipts name self_entity, whichever body the command was for */
#define ANSWERED(c, r) ((r)->entity = v->entity, 1)
#include "base_vehicle.h"
