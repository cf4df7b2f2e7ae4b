/* SPDX-License-Identifier: MIT */
/* kills: det.files - writes behind what stands there */
#define PART "bodies.txt"
#define MODE "ae"
#include "base_last_file.h"
