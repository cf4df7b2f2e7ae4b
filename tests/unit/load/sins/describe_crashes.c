/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/describe_crashes.c - a descriptor that leads nowhere. */
#define SUMMARY (const char *)16
#include "sound.h"
