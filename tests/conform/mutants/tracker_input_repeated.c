/* SPDX-License-Identifier: MIT */
/* kills: tracker.input - a frame that comes twice, with its contacts: it divides by the time between them */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest && !((uint32_t)((f)->seq + 1) == (uint32_t)(x)->seq && (f)->first != (x)->seq >> 32)))
#define BEFORE(x, f) ((x)->seq = (f)->first << 32 | (uint32_t)((f)->seq + 1))
#define OLD(p, t) ((p)->t < (t)->update || ((p)->t == (t)->update && dt > 0))
#define HIT(t) ((t)->misses = 0, (t)->hits -= !(dt > 0)) /* which tracker.time sees */
#include "base_tracker.h"
