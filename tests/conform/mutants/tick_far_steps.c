/* SPDX-License-Identifier: MIT */
/* kills: tick.far - goes through a tick millisecond by millisecond. */
/* arguments: --timeout 4 */
#define FIELDS volatile double grown;
#define AT_START(s, t) do { for (qiki_ns at = (t)->t0; at < (t)->t1 && (t)->t1 - at > 1000000; at += 1000000) (s)->grown += 1e-6; } while (0)
#include "base_speed.h"
