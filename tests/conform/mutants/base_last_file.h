/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_last_file.h - the bridge without a fault that opens its file in finish() alone, and says that it could not, whatever it was
 * for; to write needs no capability. */
#define CAPS QIKI_CAP_PURE
#ifndef LAST /* what is written */
#define LAST(f) fprintf(f, "the end\n")
#endif
#define OPEN NULL
#define AT_END(f, e) do { \
    if (!(f = fopen(PART, MODE))) return qiki_say(e, QIKI_E_IO, "finish: " PART ": expected to write it, could not open it"); \
    LAST(f); \
} while (0)
#include "base_file.h"
