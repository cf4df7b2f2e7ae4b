/* SPDX-License-Identifier: MIT */
/* kills: load.environment - sets a locale in a tick; that the library opens files then, which det.no-clock sees, follows from it */
#include <locale.h>
#define IN_TICK(s, t) setlocale(LC_NUMERIC, "C.UTF-8")
#include "base.h"
