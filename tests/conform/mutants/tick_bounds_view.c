/* SPDX-License-Identifier: MIT */
/* kills: tick.bounds - counts down in the view it was given. */
#define AT_END(s, t) do { if (v) ((qiki_view *)(uintptr_t)v)->lost = 0; } while (0)
#include "base_speed.h"
