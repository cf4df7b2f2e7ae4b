/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/fast_math.c - linked with -ffast-math, which sets flush-to-zero for everybody. */
#define ID "org.example.fast"
#include "sound.h"
