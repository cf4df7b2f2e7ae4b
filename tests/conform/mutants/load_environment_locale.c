/* SPDX-License-Identifier: MIT */
/* kills: load.environment - sets the locale that is mostly there. */
#include <locale.h>
#define IN_CONFIGURE(s) setlocale(LC_NUMERIC, "C")
#include "base.h"
