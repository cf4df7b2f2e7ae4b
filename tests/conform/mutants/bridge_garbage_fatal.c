/* SPDX-License-Identifier: MIT */
/* kills: bridge.garbage - ends with the first line that it does not understand */
#define BAD QIKI_E_IO
#include "base_bridge.h"
