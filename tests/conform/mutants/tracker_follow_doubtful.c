/* SPDX-License-Identifier: MIT */
/* kills: tracker.follow - what a late frame saw is new to it, and begins a track in which nobody believes */
#define LATE(x, f) ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest)
#define BEFORE(x, f) ((x)->seq = (f)->t_to < (x)->now)
#define NOW(x, f) ((f)->t_to > (x)->now ? (f)->t_to : (x)->now)
#define BETWEEN(x, f) ((f)->t_to > (x)->now ? (double)((f)->t_to - (x)->now) * 1e-9 : 0)
#define OLD(p, t) (x->seq || (p)->t <= (t)->update)
#include "base_tracker.h"
