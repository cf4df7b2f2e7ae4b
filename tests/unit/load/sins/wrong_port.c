/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/wrong_port.c - a vehicle that reads frames. */
#define KIND QIKI_KIND_VEHICLE
#include "sound.h"
