/* SPDX-License-Identifier: MIT */
/* kills: det.files - what is not complete has the same name in all instances */
#define CAPS QIKI_CAP_PURE
#define NAMED(x, text) ((x)->size = (size_t)snprintf((x)->own, sizeof (x)->own, "%s", text), (x)->name = (x)->own)
#include "base_file.h"
