/* SPDX-License-Identifier: MIT */
/* kills: tick.poison-input - goes millisecond by millisecond to when the body was seen. */
/* arguments: --timeout 4 */
#define FIELDS volatile double way;
#define AT_START(s, t) do { for (qiki_ns at = (t)->t1 - 1000000000; v && v->count && at < ((const qiki_truth *)v->data)->t && at < INT64_MAX - 1000000; at += 1000000) (s)->way += 1; } while (0)
#include "base_speed.h"
