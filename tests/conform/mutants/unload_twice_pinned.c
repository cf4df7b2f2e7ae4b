/* SPDX-License-Identifier: MIT */
/* kills: unload.twice - holds itself in memory */
#include <dlfcn.h>
#include <stddef.h>
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
#define IN_INIT(path) (void)dlopen(path, RTLD_NOW | RTLD_NOLOAD)
#include "base_state.h"
