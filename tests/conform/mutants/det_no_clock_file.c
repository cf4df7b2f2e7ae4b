/* SPDX-License-Identifier: MIT */
/* kills: det.no-clock - reads a file */
#include <fcntl.h>
#include <unistd.h>
#define FIELDS char text[64];
#define IN_TICK(s, t) do { int f = open("/proc/uptime", O_RDONLY); if (f >= 0 && read(f, (s)->text, 64) >= 0) close(f); } while (0)
#include "base_state.h"
