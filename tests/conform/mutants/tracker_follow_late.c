/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - what a late frame saw is there now */
#define LATE(x, f) ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest)
#define BEFORE(x, f) ((x)->seq = (f)->t_to < (x)->now)
#define NOW(x, f) ((f)->t_to > (x)->now ? (f)->t_to : (x)->now)
#define BETWEEN(x, f) ((f)->t_to > (x)->now ? (double)((f)->t_to - (x)->now) * 1e-9 : 0)
#define PASSED(x, p) ((x)->seq ? 0.0 : (double)((x)->now - (p)->t) * 1e-9)
#include "base_tracker.h"
