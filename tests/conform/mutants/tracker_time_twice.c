/* SPDX-License-Identifier: MIT */
/* kills: tracker.time - a frame that comes twice is a second hit of whom it saw */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest && count_again(x)))
#define count_again(x) ({ for (target *o = (x)->of; o < (x)->of + (x)->live; ++o) o->hits += !o->misses; 1; })
#include "base_tracker.h"
