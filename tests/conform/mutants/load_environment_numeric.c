/* SPDX-License-Identifier: MIT */
/* kills: load.environment - sets the locale of numbers to what it is mostly set to */
#include <locale.h>
#define IN_CONFIGURE(s) setlocale(LC_NUMERIC, "C")
#include "base.h"
