/* SPDX-License-Identifier: MIT */
/* kills: log.sane - prints what it sees. */
#include <stdio.h>
#define AT_END(s, t) do { if ((t)->seq == 5) printf("%d bodies\n", (int)(s)->next); } while (0)
#include "base_speed.h"
