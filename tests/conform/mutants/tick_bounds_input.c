/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - tidies up in the records that it reads. */
#define AT_START(s, t) do { if (v && v->count) ((qiki_truth *)(uintptr_t)v->data)->rcs_dbsm = 7; } while (0)
#include "base_speed.h"
