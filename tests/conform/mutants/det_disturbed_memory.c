/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - reads memory that was not set, and is 0 most of the time */
#define FIELDS unsigned char *spare;
#define IN_CREATE(s, h, i) if (!((s)->spare = malloc(1 << 20))) return free(s), QIKI_E_MEMORY
#define IN_DESTROY(s) (free((s)->spare), free(s))
#define VALUE(s, t) ((s)->way + ((volatile unsigned char *)(s)->spare)[500000])
#include "base_state.h"
