/* SPDX-License-Identifier: MIT */
/* kills: load.quiet - greets on standard output. */
#include <stdio.h>
#define IN_INIT() puts("hello from the plugin")
#include "base.h"
